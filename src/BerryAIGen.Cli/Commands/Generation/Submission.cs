using System.Diagnostics;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>One action of a person: submitted, waited for and saved, as far as the line says.</summary>
internal sealed class Submission(
    Orchestrator orchestrator,
    ModelFacts facts,
    SubmittedActions actions,
    StandardOutput output
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // How long nobody may answer before the waiting ends.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<int> RunAsync(
        GenerationOrder order,
        bool hidesMature,
        string externalId,
        bool waits,
        string? folder,
        CancellationToken cancellationToken
    )
    {
        var workflow = await SubmitAsync(order, hidesMature, externalId, cancellationToken);
        if (workflow.Id is { } id)
            actions.Keep(
                externalId,
                new SubmittedAction(id, orchestrator.Address.ToString(), TimeProvider.System.GetUtcNow())
            );
        // Paid from here on: whatever happens now, these two lead back to it.
        StandardOutput.Message(
            $"berry: The workflow {workflow.Id} is submitted as {externalId}; 'berry workflow show {workflow.Id}' shows it."
        );
        if (waits || folder is not null)
            workflow = await WaitAsync(workflow, cancellationToken);
        var saved = folder is null ? [] : await SaveAsync(workflow, order, folder, cancellationToken);
        if (WorkflowOutcome.FailureOf(workflow) is { } failure)
            throw new LibraryException(failure);
        WorkflowView.Write(output, workflow, saved);
        return 0;
    }

    /// <summary>
    /// The workflow of an action that was submitted here before, as far as its orchestrator says; null when it was not, or
    /// nobody knows it any more.
    /// </summary>
    public async Task<Workflow?> FindAsync(string externalId, CancellationToken cancellationToken)
    {
        if (actions.Find(externalId, orchestrator.Address) is not { } known)
            return null;
        try
        {
            return await orchestrator.GetAsync(known.WorkflowId, cancellationToken);
        }
        catch (LibraryException away) when (away.Failure.Code == FailureCode.Network)
        {
            StandardOutput.Message(
                $"berry: {away.Message} The action {externalId} was submitted at {known.SubmittedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC as the workflow {known.WorkflowId}, and is not paid again."
            );
            return new Workflow { Id = known.WorkflowId, CreatedAt = known.SubmittedAt };
        }
        catch (LibraryException gone) when (gone.Failure.IsGone)
        {
            return null;
        }
    }

    /// <summary>Shows a workflow that was submitted before, at once or when it has ended.</summary>
    public async Task<int> FollowAsync(Workflow workflow, bool waits, CancellationToken cancellationToken)
    {
        if (waits)
            workflow = await WaitAsync(workflow, cancellationToken);
        if (WorkflowOutcome.FailureOf(workflow) is { } failure)
            throw new LibraryException(failure);
        WorkflowView.Write(output, workflow, []);
        return 0;
    }

    private async Task<Workflow> SubmitAsync(
        GenerationOrder order,
        bool hidesMature,
        string externalId,
        CancellationToken stop
    )
    {
        try
        {
            return await orchestrator.SubmitAsync(order.Body, externalId, hidesMature, stop);
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
        var (last, heard) = ("", Stopwatch.StartNew());
        try
        {
            while (true)
            {
                try
                {
                    return await orchestrator.WaitAsync(
                        begun.Id!,
                        new Told(workflow =>
                        {
                            heard.Restart();
                            Tell(WorkflowView.Line(workflow));
                        }),
                        stop
                    );
                }
                catch (LibraryException away)
                    when (away.Failure.Code == FailureCode.Network && heard.Elapsed < Patience)
                {
                    // It runs and is paid, whether somebody answers or not.
                    Tell($"berry: {away.Message} It is asked again.");
                    await Task.Delay(Pause, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new LibraryException(
                FailureCode.Cancelled,
                $"Stopped waiting; the workflow {begun.Id} runs on and is paid. 'berry workflow show {begun.Id}' shows it, 'berry workflow cancel {begun.Id}' cancels it."
            );
        }

        void Tell(string line)
        {
            if (line != last)
                StandardOutput.Message(last = line);
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
        var recipes = recipe.OfRun(workflow);
        var saver = new OutputSaver(orchestrator);
        List<SavedOutput> saved = [];
        LibraryException? failed = null;
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
            try
            {
                saved.Add(await saver.SaveAsync(blob, workflow.Id!, at, target, recipes[at], cancellationToken));
            }
            catch (LibraryException problem)
            {
                // One that cannot be had stops no other.
                failed ??= problem;
            }
        }

        if (failed is null)
            return saved;
        foreach (var output in saved)
            StandardOutput.Message($"berry: {output.Path} is saved.");
        throw failed;
    }

    // Progress<T> would tell on another thread, after the end.
    private sealed class Told(Action<Workflow> tell) : IProgress<Workflow>
    {
        public void Report(Workflow value) => tell(value);
    }
}
