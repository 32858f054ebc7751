package ki.testbed.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;
import java.util.function.Predicate;

/** Whether something takes the time or chance from the air. */
final class ClocksAndDice implements Predicate<JavaAccess<?>> {
  private static final Set<String> ALWAYS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.util.Random.<init>",
          "java.util.Date.<init>",
          "java.security.SecureRandom.<init>",
          "java.security.SecureRandom.getInstanceStrong",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.random.RandomGenerator.getDefault",
          "java.util.random.RandomGenerator.of",
          "java.time.InstantSource.system");

  @Override
  public boolean test(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String name = access.getTarget().getName();
    return ALWAYS.contains(owner + "." + name)
        || owner.equals("java.time.Clock") && name.startsWith("system")
        || owner.startsWith("java.time.") && name.equals("now") && takesNoClock(access);
  }

  private static boolean takesNoClock(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .noneMatch(type -> type.isAssignableTo("java.time.Clock"));
  }
}
