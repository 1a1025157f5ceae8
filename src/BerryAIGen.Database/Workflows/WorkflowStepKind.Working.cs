using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

// What the worker of a step gets.
public sealed partial class WorkflowStepKind
{
    private async Task<JsonObject> WorkAsync(
        JobRun run,
        WorkflowView view,
        WorkflowStepRow step,
        List<BlobRow> blobs,
        Action<double> report,
        CancellationToken cancellationToken
    )
    {
        if (workers.FindProblem(step.Type, JsonNode.Parse(step.Input)) is { } problem)
            throw new LibraryException(
                FailureCode.Failed,
                await runs.FindLostAsync(step, cancellationToken) is { } lost ? workers.TellLost(lost) : problem
            );
        using var desk = media.Open(view.Workflow, step, run.Attempt, blobs);
        var input = await ResolveAsync(view, step, cancellationToken);
        var problems = new FieldProblems();
        workers.Check(step.Type, input, "input", problems);
        problems.ThrowIfAny();
        return await workers.RunAsync(
            new StepWork
            {
                Type = step.Type,
                Input = input!,
                Folder = desk.Folder,
                MostBytes = limits.BlobBytes,
                MostWorkBytes = limits.WorkBytes,
                FetchAsync = desk.FetchAsync,
                KeepAsync = desk.KeepAsync,
                FindPartAsync = desk.FindPartAsync,
                KeepPartAsync = desk.KeepPartAsync,
                Report = report,
            },
            cancellationToken
        );
    }

    // Steps that this one refers to have succeeded, and their outputs never change.
    private async Task<JsonNode?> ResolveAsync(
        WorkflowView view,
        WorkflowStepRow step,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var others = await context
            .WorkflowSteps.AsNoTracking()
            .Where(row => row.WorkflowId == step.WorkflowId)
            .ToListAsync(cancellationToken);
        var documents = await media.DocumentsAsync(view.Workflow, cancellationToken);
        return StepReferences.Resolve(
            JsonNode.Parse(step.Input),
            name =>
                name == StepReferences.Arguments ? JsonNode.Parse(view.Workflow.Arguments)
                : others.FirstOrDefault(row => row.Name == name) is { } other ? documents.Of(view, other)
                : null
        );
    }
}
