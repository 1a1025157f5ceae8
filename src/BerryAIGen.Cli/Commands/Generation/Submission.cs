using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>One action of a person: submitted, waited for and saved, as far as the line says.</summary>
internal sealed class Submission(Orchestrator orchestrator, ModelFacts facts, StandardOutput output)
{
    public async Task<int> RunAsync(
        GenerationOrder order,
        string externalId,
        bool waits,
        string? folder,
        CancellationToken cancellationToken
    )
    {
        var workflow = await SubmitAsync(order, externalId, cancellationToken);
        if (waits || folder is not null)
            workflow = await WaitAsync(workflow, cancellationToken);
        var saved = folder is null ? [] : await SaveAsync(workflow, order, folder, cancellationToken);
        if (WorkflowOutcome.FailureOf(workflow) is { } failure)
            throw new LibraryException(failure);
        WorkflowView.Write(output, workflow, saved);
        return 0;
    }

    private async Task<Workflow> SubmitAsync(GenerationOrder order, string externalId, CancellationToken stop)
    {
        try
        {
            return await orchestrator.SubmitAsync(order.Body, externalId, hidesMature: false, stop);
        }
        catch (LibraryException unsure) when (unsure.Failure.IsRetryable)
        {
            throw new LibraryException(
                unsure.Failure with
                {
                    ResolutionSteps =
                    [
                        .. unsure.Failure.ResolutionSteps,
                        $"Run the same with --external-id {externalId}, which never pays twice.",
                    ],
                },
                unsure
            );
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new LibraryException(
                FailureCode.Cancelled,
                $"Stopped while the workflow was submitted; whether it runs is not known. Run the same with --external-id {externalId}, which never pays twice."
            );
        }
    }

    // The pauses are the service's; only what changed is told.
    private async Task<Workflow> WaitAsync(Workflow begun, CancellationToken stop)
    {
        var last = "";
        try
        {
            return await orchestrator.WaitAsync(
                begun.Id!,
                new Told(workflow =>
                {
                    var line = WorkflowView.Line(workflow);
                    if (line != last)
                        StandardOutput.Message(last = line);
                }),
                stop
            );
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new LibraryException(
                FailureCode.Cancelled,
                $"Stopped waiting; the workflow {begun.Id} runs on and is paid. 'berry workflow show {begun.Id}' shows it, 'berry workflow cancel {begun.Id}' cancels it."
            );
        }
    }

    private async Task<IReadOnlyList<SavedOutput>> SaveAsync(
        Workflow workflow,
        GenerationOrder order,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var shown = OutputSaver.ShownOf(workflow);
        var recipe = shown.Count > 0 ? await facts.CompleteAsync(order.Recipe, cancellationToken) : order.Recipe;
        var saver = new OutputSaver(orchestrator);
        List<SavedOutput> saved = [];
        var target = Path.GetFullPath(folder);
        for (var at = 0; at < shown.Count; at++)
        {
            var blob = shown[at].Blob;
            if (blob.BlockedReason is { } reason)
            {
                StandardOutput.Message($"berry: The result {at + 1} is withheld: {reason}.");
                continue;
            }

            // A step that failed leaves results that never come.
            if (blob.Available != true && workflow.Status != WorkflowStatus.Succeeded)
                continue;
            saved.Add(
                await saver.SaveAsync(
                    blob,
                    workflow.Id!,
                    at,
                    target,
                    recipe.OfBatch(at, shown.Count),
                    cancellationToken
                )
            );
        }

        return saved;
    }

    // Progress<T> would tell on another thread, after the end.
    private sealed class Told(Action<Workflow> tell) : IProgress<Workflow>
    {
        public void Report(Workflow value) => tell(value);
    }
}
