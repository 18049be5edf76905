package org.paperround;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// The conditions that ArchUnit does not bring.
final class Conditions {
  private static final Set<String> IMPURE_TYPES =
      Set.of("java.time.InstantSource", "java.time.Clock", "java.util.Random", "java.lang.Thread");
  private static final Set<String> IMPURE_PACKAGES =
      Set.of(
          "org.jdbi.",
          "java.sql.",
          "javax.sql.",
          "org.thymeleaf.",
          "java.nio.file.",
          "java.net.http.",
          "org.slf4j.",
          "io.micrometer.");

  private Conditions() {}

  /// No access, call, constructor call or method reference of this owner and member. A constructor
  /// is `<init>`; the one without parameters is `<init>()`.
  static ArchCondition<JavaClass> notUse(String what, BiPredicate<String, String> unwanted) {
    return new ArchCondition<>("not use " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          String owner = access.getTargetOwner().getName();
          if (unwanted.test(owner, access.getTarget().getName())
              || unwanted.test(owner, withParameters(access))) {
            events.add(SimpleConditionEvent.violated(type, access.getDescription()));
          }
        }
      }
    };
  }

  private static String withParameters(JavaAccess<?> access) {
    String full = access.getTarget().getFullName();
    return full.endsWith(".<init>()") ? "<init>()" : "";
  }

  /// Follows the dependencies through the engine's own classes to whatever they end at.
  static ArchCondition<JavaClass> reachOnlyPureThings() {
    return new ArchCondition<>("reach no database, clock, file, network, template or log") {
      @Override
      public void check(JavaClass start, ConditionEvents events) {
        Set<JavaClass> seen = new HashSet<>(Set.of(start));
        Deque<JavaClass> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
          for (Dependency dependency : next.pop().getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (isImpure(target)) {
              String text = start.getName() + " reaches " + target.getName() + ": ";
              events.add(SimpleConditionEvent.violated(start, text + dependency.getDescription()));
            } else if (target.getName().startsWith(ImportMap.ROOT) && seen.add(target)) {
              next.push(target);
            }
          }
        }
      }
    };
  }

  private static boolean isImpure(JavaClass type) {
    return IMPURE_TYPES.contains(type.getName())
        || IMPURE_PACKAGES.stream().anyMatch(type.getName()::startsWith);
  }

  /// Each class passes `test`; a class that does not is named with `complaint`.
  static ArchCondition<JavaClass> pass(String complaint, Predicate<JavaClass> test) {
    return new ArchCondition<>("not be one that " + complaint) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!test.test(type)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " " + complaint));
        }
      }
    };
  }
}
