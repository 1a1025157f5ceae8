using System.CommandLine;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Generation.Orchestrators;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Something that is done with a workflow at the orchestrator, by its id.</summary>
internal abstract class SubmittedCommand : BerryCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The workflow, as 'berry generate' named it." };
    private readonly ApiKeyOption _apiKey = new();

    protected SubmittedCommand(string name, string description, string example)
        : base(name, description, example)
    {
        Add(_id);
        Add(_apiKey);
    }

    protected abstract Task<Workflow> AskAsync(Orchestrator orchestrator, string id, CancellationToken stop);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_apiKey));
        using var orchestrator = new Orchestrator(library.Options, TimeProvider.System);
        var workflow = await AskAsync(orchestrator, run.Get(_id), cancellationToken);
        WorkflowView.Write(run.Output, workflow, []);
        return 0;
    }
}

/// <summary>Shows how far a workflow is.</summary>
internal sealed class SubmittedShowCommand()
    : SubmittedCommand("show", "Shows how far a workflow is, and what it cost.", "berry workflow show WORKFLOW")
{
    protected override Task<Workflow> AskAsync(Orchestrator orchestrator, string id, CancellationToken stop) =>
        orchestrator.GetAsync(id, stop);
}

/// <summary>Cancels a workflow.</summary>
internal sealed class SubmittedCancelCommand()
    : SubmittedCommand(
        "cancel",
        "Cancels a workflow; what was not delivered is given back.",
        "berry workflow cancel WORKFLOW"
    )
{
    protected override Task<Workflow> AskAsync(Orchestrator orchestrator, string id, CancellationToken stop) =>
        orchestrator.CancelAsync(id, stop);
}
