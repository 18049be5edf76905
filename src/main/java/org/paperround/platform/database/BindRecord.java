package org.paperround.platform.database;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizerFactory;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;
import org.jdbi.v3.sqlobject.customizer.SqlStatementParameterCustomizer;

/// Binds every component of a record under its name. Unlike Jdbi's own `@BindMethods` it also binds
/// records that are package-private, as ours are; lists are bound as SQL arrays of their elements.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@SqlStatementCustomizingAnnotation(BindRecord.Binder.class)
public @interface BindRecord {
  /// Used by Jdbi.
  final class Binder implements SqlStatementCustomizerFactory {
    @Override
    public SqlStatementParameterCustomizer createForParameter(
        Annotation annotation,
        Class<?> dao,
        Method method,
        Parameter parameter,
        int index,
        Type type) {
      RecordComponent[] components = parameter.getType().getRecordComponents();
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
      }
      return (statement, argument) -> {
        for (RecordComponent component : components) {
          bind(statement, component, argument);
        }
      };
    }

    private static void bind(SqlStatement<?> statement, RecordComponent component, Object record) {
      try {
        statement.bindByType(
            component.getName(),
            component.getAccessor().invoke(record),
            component.getGenericType());
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }
}
