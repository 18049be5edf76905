package org.paperround.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.paperround.platform.database.Database;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.core.QuartzScheduler;
import org.quartz.core.QuartzSchedulerResources;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.StdJobRunShellFactory;
import org.quartz.impl.StdScheduler;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/// Puts a clustered Quartz on our connection pool together, part by part: its factories keep one
/// scheduler per name and process, and the tests run several nodes in one.
final class ClusteredQuartz {
  /// Nodes that share this name share the ticks.
  private static final String CLUSTER = "paperround";

  private static final int THREADS = 3;
  private static final Duration CHECK_IN = Duration.ofSeconds(5);
  private static final Duration LOST_DATABASE_PAUSE = Duration.ofSeconds(5);

  /// Behind this, a tick is left out.
  private static final Duration MISFIRE = Duration.ofSeconds(10);

  private ClusteredQuartz() {}

  static Scheduler create(Database database, Map<String, Tick> ticks) {
    try {
      String node = UUID.randomUUID().toString();
      String source = CLUSTER + "-" + node;
      DBConnectionManager.getInstance().addConnectionProvider(source, new Pooled(database));
      SimpleThreadPool threads = threads();
      JobStoreTX store = store(source, node);
      QuartzSchedulerResources resources = resources(node, threads, store);
      threads.initialize();
      QuartzScheduler quartz = new QuartzScheduler(resources, -1, LOST_DATABASE_PAUSE.toMillis());
      ClassLoadHelper classes = new CascadingClassLoadHelper();
      classes.initialize();
      store.initialize(classes, quartz.getSchedulerSignaler());
      Scheduler scheduler = new StdScheduler(quartz);
      resources.getJobRunShellFactory().initialize(scheduler);
      quartz.initialize();
      scheduler.setJobFactory(
          (fired, _) -> new TickJob(ticks.get(fired.getJobDetail().getKey().getName())));
      return scheduler;
    } catch (SchedulerException | InvalidConfigurationException e) {
      throw new IllegalStateException("Quartz cannot be put together", e);
    }
  }

  private static SimpleThreadPool threads() {
    SimpleThreadPool threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY);
    threads.setThreadNamePrefix("schedule");
    threads.setInstanceName(CLUSTER);
    threads.setMakeThreadsDaemons(true);
    return threads;
  }

  private static JobStoreTX store(String source, String node) throws InvalidConfigurationException {
    JobStoreTX store = new JobStoreTX();
    store.setDataSource(source);
    store.setDriverDelegateClass(PostgreSQLDelegate.class.getName());
    store.setTablePrefix(QuartzTables.SCHEMA + ".QRTZ_");
    store.setIsClustered(true);
    store.setClusterCheckinInterval(CHECK_IN.toMillis());
    store.setMisfireThreshold(MISFIRE.toMillis());
    store.setInstanceName(CLUSTER);
    store.setInstanceId(node);
    store.setThreadPoolSize(THREADS);
    store.setMakeThreadsDaemons(true);
    return store;
  }

  private static QuartzSchedulerResources resources(
      String node, SimpleThreadPool threads, JobStoreTX store) {
    QuartzSchedulerResources resources = new QuartzSchedulerResources();
    resources.setName(CLUSTER);
    resources.setInstanceId(node);
    resources.setThreadName("schedule");
    resources.setMakeSchedulerThreadDaemon(true);
    resources.setThreadExecutor(new DefaultThreadExecutor());
    resources.setThreadPool(threads);
    resources.setJobRunShellFactory(new StdJobRunShellFactory());
    resources.setJobStore(store);
    return resources;
  }

  /// Our pool, as Quartz wants it. The pool is closed by the database, not by Quartz.
  private record Pooled(Database database) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return database.dataSource().getConnection();
    }

    @Override
    public void shutdown() {}

    @Override
    public void initialize() {}
  }
}
