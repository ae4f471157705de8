internal import Terminal

/// All that `coordinator` can do.
enum CoordinatorProgram {
  static let command = Command(
    "coordinator", "Computes the map of a task space: which tasks transfer to which.",
    discussion: """
      It expands a job spec into a graph of jobs, hands them to workers, and turns their losses into
      a taxonomy. 'coordinator submit jobs/quick.json' does all of it on this machine.
      """,
    options: [StateOption.option],
    subcommands: [
      SubmitCommand.command, ServeCommand.command, StatusCommand.command, WaitCommand.command,
      RunsCommand.command, PlanCommand.command, CancelCommand.command, RetryCommand.command,
      ExplainCommand.command, TaxonomyCommand.command, AffinitiesCommand.command,
      TreeCommand.command, SignificanceCommand.command, CompareCommand.command,
      ReportCommand.command, ModelsCommand.command, TasksCommand.command, SchemaCommand.command,
      AccessCommand.command, FsckCommand.command, GarbageCommand.command, BackupCommand.command,
      SimulateCommand.command,
    ])
}
