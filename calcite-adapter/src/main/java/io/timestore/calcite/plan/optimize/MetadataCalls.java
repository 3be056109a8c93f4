package io.timestore.calcite.plan.optimize;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.NullSentinel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.FlatLists;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Answers all kinds of Calcite's questions about relational operators by calling the method of
 * Calcite's handler that fits the operator best. One proxy stands for all handlers: Calcite's own
 * way by reflection makes one per kind and one per question. Thread-safe.
 */
final class MetadataCalls implements MetadataHandlerProvider, InvocationHandler {
  private static final int RELATION = 0;
  private static final int QUERY = 1;
  private static final int FIRST_ARGUMENT = 2;

  private final Object proxy =
      Proxy.newProxyInstance(MetadataHandler.class.getClassLoader(), kinds(), this);
  private final Map<Method, Answers> answers = new ConcurrentHashMap<>();

  private static Class<?>[] kinds() {
    return Arrays.stream(BuiltInMetadata.class.getDeclaredClasses())
        .flatMap(kind -> Arrays.stream(kind.getDeclaredClasses()))
        .filter(MetadataHandler.class::isAssignableFrom)
        .toArray(Class<?>[]::new);
  }

  @Override
  public <H extends MetadataHandler<?>> H handler(Class<H> type) {
    return type.cast(proxy);
  }

  /** Refuses a question that is asked again while it is being answered, as Calcite asks of it. */
  @Override
  public @Nullable Object invoke(Object self, Method question, Object[] arguments)
      throws Throwable {
    RelNode rel = (RelNode) arguments[RELATION];
    RelMetadataQuery query = (RelMetadataQuery) arguments[QUERY];
    List<Object> key = key(question, arguments);
    if (query.map.put(rel, key, NullSentinel.INSTANCE) != null) {
      throw new CyclicMetadataException();
    }
    try {
      return answers.computeIfAbsent(question, Answers::new).of(rel.getClass(), arguments);
    } catch (InvocationTargetException e) {
      throw Util.causeOrSelf(e);
    } finally {
      query.map.remove(rel, key);
    }
  }

  /** Expressions are compared by their text; their own comparison is not deep. */
  private static List<Object> key(Method question, Object[] arguments) {
    Object[] key = arguments.clone();
    key[QUERY] = question;
    for (int i = FIRST_ARGUMENT; i < key.length; i++) {
      if (key[i] == null) {
        key[i] = NullSentinel.INSTANCE;
      } else if (key[i] instanceof RexNode) {
        key[i] = key[i].toString();
      }
    }
    return FlatLists.copyOf(key);
  }

  /** The methods of a handler that answer one question, by the class of operator they are for. */
  private static final class Answers {
    private final MetadataHandler<?> handler;
    private final Map<Class<?>, Method> declared = new HashMap<>();
    private final Map<Class<?>, Method> found = new ConcurrentHashMap<>();

    Answers(Method question) {
      Class<? extends MetadataHandler<?>> kind = kind(question);
      this.handler = DefaultRelMetadataProvider.INSTANCE.handlers(kind).get(0);
      List<Class<?>> asked = rest(question);
      for (Method method : handler.getClass().getMethods()) {
        if (method.getName().equals(question.getName()) && rest(method).equals(asked)) {
          declared.put(method.getParameterTypes()[RELATION], method);
        }
      }
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends MetadataHandler<?>> kind(Method question) {
      return (Class<? extends MetadataHandler<?>>) question.getDeclaringClass();
    }

    private static List<Class<?>> rest(Method method) {
      List<Class<?>> parameters = List.of(method.getParameterTypes());
      return parameters.subList(Math.min(QUERY, parameters.size()), parameters.size());
    }

    @Nullable Object of(Class<?> operator, Object[] arguments) throws ReflectiveOperationException {
      return found.computeIfAbsent(operator, this::find).invoke(handler, arguments);
    }

    /** That of the nearest class, or of an interface on the way there. */
    private Method find(Class<?> operator) {
      for (Class<?> type = operator; type != null; type = type.getSuperclass()) {
        Method method = declared.get(type);
        for (Class<?> implemented : type.getInterfaces()) {
          method = method == null ? declared.get(implemented) : method;
        }
        if (method != null) {
          return method;
        }
      }
      throw new IllegalStateException("nothing answers for " + operator + " with " + handler);
    }
  }
}
