package org.paperround.platform.template;

import java.lang.reflect.Method;
import java.util.Map;
import ognl.ObjectPropertyAccessor;
import ognl.OgnlException;

/// Lets a template read a record's components as properties; OGNL itself knows only getters.
final class RecordPropertyAccessor extends ObjectPropertyAccessor {
  @Override
  @SuppressWarnings("rawtypes") // as OGNL declares it
  public Object getProperty(Map context, Object target, Object name) throws OgnlException {
    try {
      Method component = target.getClass().getDeclaredMethod(name.toString());
      component.setAccessible(true);
      return component.invoke(target);
    } catch (NoSuchMethodException _) {
      throw new OgnlException(
          "the record " + target.getClass().getSimpleName() + " has no component " + name);
    } catch (ReflectiveOperationException e) {
      throw new OgnlException("the component " + name + " cannot be read", e);
    }
  }
}
