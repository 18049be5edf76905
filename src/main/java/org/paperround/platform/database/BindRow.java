package org.paperround.platform.database;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizerFactory;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;
import org.jdbi.v3.sqlobject.customizer.SqlStatementParameterCustomizer;
import org.jspecify.annotations.Nullable;

/// Binds every component of a record (in a batch: of each record of a list) by its name. Unlike
/// Jdbi's own `@BindMethods` it reads records that are package-private, as the rows of our features
/// are.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@SqlStatementCustomizingAnnotation(BindRow.Factory.class)
public @interface BindRow {
  /// Called by Jdbi.
  final class Factory implements SqlStatementCustomizerFactory {
    private static final ClassValue<RecordComponent[]> COMPONENTS =
        new ClassValue<>() {
          @Override
          protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components =
                Objects.requireNonNull(type.getRecordComponents(), "@BindRow is for records");
            Stream.of(components).forEach(component -> component.getAccessor().setAccessible(true));
            return components;
          }
        };

    @Override
    public SqlStatementParameterCustomizer createForParameter(
        Annotation annotation,
        Class<?> sqlObject,
        Method method,
        Parameter parameter,
        int index,
        @Nullable Type type) {
      return (statement, row) -> bind(statement, COMPONENTS.get(row.getClass()), row);
    }

    private static void bind(SqlStatement<?> statement, RecordComponent[] components, Object row) {
      for (RecordComponent component : components) {
        try {
          statement.bindByType(
              component.getName(), component.getAccessor().invoke(row), component.getGenericType());
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot read " + component, e);
        }
      }
    }
  }
}
