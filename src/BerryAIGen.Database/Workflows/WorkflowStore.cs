using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Workflows of this server: written, found and changed by those whose they are.</summary>
public sealed partial class WorkflowStore(
    LibraryDatabase database,
    WorkerCatalogue workers,
    OrchestratorSecret secret,
    WorkflowLimits limits,
    TimeProvider time
)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Writes a workflow down; one of the same external id is the one that there is.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="order">What is to be done.</param>
    /// <param name="baseAddress">How the caller reaches this server.</param>
    /// <param name="cancellationToken">Gives up; then nothing was written.</param>
    /// <exception cref="QueueFullException">The caller has too many that have not ended.</exception>
    public async Task<WorkflowView> AddAsync(
        string owner,
        WorkflowOrder order,
        string baseAddress,
        CancellationToken cancellationToken
    )
    {
        if (await FindTwinAsync(owner, order.ExternalId, cancellationToken) is { } known)
            return known;
        var tokens = await secret.GetAsync(cancellationToken);
        var view = await NewAsync(owner, order, baseAddress, cancellationToken);
        try
        {
            await using var context = database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var waiting = await context.Workflows.CountAsync(
                row =>
                    row.Owner == owner
                    && row.DeletedAt == null
                    && (row.Status == StepStatus.Unassigned || row.Status == StepStatus.Processing),
                cancellationToken
            );
            if (waiting >= limits.Queue)
                throw new QueueFullException(limits.Queue);
            context.Workflows.Add(view.Workflow);
            context.WorkflowSteps.AddRange(view.Steps);
            context.WorkflowTags.AddRange(
                order.Tags.Select(tag => new WorkflowTagRow { WorkflowId = view.Workflow.Id, Tag = tag })
            );
            await context.SaveChangesAsync(cancellationToken);
            var log = new CallbackLog(context, view, tokens, Now);
            log.Workflow();
            foreach (var step in view.Steps)
                log.Step(step);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException) when (order.ExternalId is not null)
        {
            // The same action came twice in one moment: whoever was first has written it.
            if (await FindTwinAsync(owner, order.ExternalId, cancellationToken) is not { } first)
                throw;
            return first;
        }

        return view;
    }

    /// <summary>The same without writing anything: how long it should take.</summary>
    public async Task<WorkflowView> EstimateAsync(
        string owner,
        WorkflowOrder order,
        string baseAddress,
        CancellationToken cancellationToken
    ) => await NewAsync(owner, order, baseAddress, cancellationToken);

    /// <summary>A workflow of this owner; null when there is none, or it was deleted, or ended without being kept.</summary>
    public async Task<WorkflowView?> FindAsync(string owner, string id, CancellationToken cancellationToken) =>
        await FindAnyAsync(owner, id, cancellationToken) is { } view && !(view.IsTerminal && view.Workflow.IsEphemeral)
            ? view
            : null;

    /// <summary>The same for whoever waited for its end: also one that is not kept.</summary>
    public async Task<WorkflowView?> FindAnyAsync(string owner, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context
            .Workflows.AsNoTracking()
            .FirstOrDefaultAsync(one => one.Id == id && one.Owner == owner && one.DeletedAt == null, cancellationToken);
        return row is null ? null : (await ReadStepsAsync(context, [row], cancellationToken))[0];
    }

    /// <summary>Whether there is such a workflow, and it has not ended; costs little.</summary>
    public async Task<bool> IsOpenAsync(string owner, string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Workflows.AnyAsync(
            row =>
                row.Id == id
                && row.Owner == owner
                && row.DeletedAt == null
                && (row.Status == StepStatus.Unassigned || row.Status == StepStatus.Processing),
            cancellationToken
        );
    }

    /// <summary>Whose step a job does, or did last; null when it does none.</summary>
    public async Task<string?> FindOwnerAsync(string job, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .WorkflowSteps.Where(step => step.JobId == job)
            .Join(context.Workflows, step => step.WorkflowId, row => row.Id, (_, row) => row.Owner)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A page of an owner's workflows.</summary>
    public async Task<(IReadOnlyList<WorkflowView> Items, string? Next)> ListAsync(
        string owner,
        WorkflowQuestion question,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = context
            .Workflows.AsNoTracking()
            .Where(row => row.Owner == owner && row.DeletedAt == null)
            .Where(row =>
                !row.IsEphemeral || row.Status == StepStatus.Unassigned || row.Status == StepStatus.Processing
            );
        foreach (var tag in question.Tags)
            rows = rows.Where(row => context.WorkflowTags.Any(one => one.WorkflowId == row.Id && one.Tag == tag));
        if (question.Text is { Length: > 0 } text)
        {
            var small = SmallLetters.Of(text);
            rows = rows.Where(row => row.SearchText.Contains(small));
        }

        if (question.From is { } from)
            rows = rows.Where(row => row.CreatedAt >= from);
        if (question.To is { } to)
            rows = rows.Where(row => row.CreatedAt <= to);
        if (question.ExcludesFailed)
            rows = rows.Where(row =>
                row.Status != StepStatus.Failed && row.Status != StepStatus.Expired && row.Status != StepStatus.Canceled
            );
        if (question.Cursor is { } cursor)
            rows = question.IsAscending
                ? rows.Where(row => string.Compare(row.Id, cursor) > 0)
                : rows.Where(row => string.Compare(row.Id, cursor) < 0);
        rows = question.IsAscending ? rows.OrderBy(row => row.Id) : rows.OrderByDescending(row => row.Id);
        var page = await rows.Take(question.Take + 1).ToListAsync(cancellationToken);
        var next = page.Count > question.Take ? page[question.Take - 1].Id : null;
        return (await ReadStepsAsync(context, [.. page.Take(question.Take)], cancellationToken), next);
    }

    private async Task<WorkflowView?> FindTwinAsync(
        string owner,
        string? externalId,
        CancellationToken cancellationToken
    )
    {
        if (externalId is null)
            return null;
        await using var context = database.CreateContext();
        var row = await context
            .Workflows.AsNoTracking()
            .FirstOrDefaultAsync(one => one.Owner == owner && one.ExternalId == externalId, cancellationToken);
        return row is null ? null : (await ReadStepsAsync(context, [row], cancellationToken))[0];
    }

    private static async Task<IReadOnlyList<WorkflowView>> ReadStepsAsync(
        LibraryContext context,
        IReadOnlyList<WorkflowRow> rows,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. rows.Select(row => row.Id)];
        var steps = await context
            .WorkflowSteps.AsNoTracking()
            .Where(step => ids.Contains(step.WorkflowId))
            .OrderBy(step => step.Position)
            .ToListAsync(cancellationToken);
        var byWorkflow = steps.ToLookup(step => step.WorkflowId);
        var views = new List<WorkflowView>();
        foreach (var row in rows)
            views.Add(
                new WorkflowView(row, [.. byWorkflow[row.Id]])
                {
                    Preceding = await PrecedingAsync(context, byWorkflow[row.Id], cancellationToken),
                }
            );
        return views;
    }

    private static async Task<Dictionary<string, int>> PrecedingAsync(
        LibraryContext context,
        IEnumerable<WorkflowStepRow> steps,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, int>();
        foreach (var step in steps.Where(step => step.Status == StepStatus.Unassigned && step.JobId is not null))
            found[step.Name] = await context.WorkflowSteps.CountAsync(
                other =>
                    other.Group == step.Group
                    && (
                        other.Status == StepStatus.Processing
                        || (
                            other.Status == StepStatus.Unassigned
                            && other.JobId != null
                            && (
                                other.Priority > step.Priority
                                || (other.Priority == step.Priority && string.Compare(other.JobId, step.JobId) < 0)
                            )
                        )
                    ),
                cancellationToken
            );
        return found;
    }

    private async Task<WorkflowView> NewAsync(
        string owner,
        WorkflowOrder order,
        string baseAddress,
        CancellationToken cancellationToken
    )
    {
        var now = Now;
        var row = new WorkflowRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Owner = owner,
            ExternalId = order.ExternalId,
            Status = StepStatus.Unassigned,
            Tags = StoredJson.Write(order.Tags),
            Metadata = order.Metadata.ToJsonString(),
            Arguments = order.Arguments.ToJsonString(),
            Callbacks = Write(order.Callbacks),
            Others = order.Others.ToJsonString(),
            AllowMatureContent = order.AllowMatureContent,
            NsfwLevel = order.NsfwLevel,
            IsEphemeral = order.IsEphemeral,
            BaseAddress = baseAddress,
            SearchText = StoredJson.SearchText(order.Metadata),
            EstimatedSeconds = await EstimateAsync(order, cancellationToken),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return new WorkflowView(row, [.. order.Steps.Select((step, position) => NewStep(row.Id, step, position))]);
    }

    private WorkflowStepRow NewStep(string workflow, StepOrder step, int position) =>
        new()
        {
            WorkflowId = workflow,
            Position = position,
            Name = step.Name,
            Type = step.Type,
            Group = workers.GroupOf(step.Type),
            Priority = StepPriorities.RankOf(step.Priority),
            TimeoutSeconds = step.Timeout?.TotalSeconds,
            Retries = step.Retries,
            Metadata = step.Metadata.ToJsonString(),
            Input = step.Input.ToJsonString(),
            Needs = StoredJson.Write(step.Needs),
            Status = StepStatus.Unassigned,
        };

    // As long as the last ones took here; as the definition guesses before there were any.
    private async Task<double> EstimateAsync(WorkflowOrder order, CancellationToken cancellationToken)
    {
        const int looked = 20;
        var seconds = 0.0;
        await using var context = database.CreateContext();
        foreach (var type in order.Steps.GroupBy(step => step.Type))
        {
            var last = await context
                .WorkflowSteps.Where(step => step.Type == type.Key && step.Status == StepStatus.Succeeded)
                .Where(step => step.StartedAt != null)
                .OrderByDescending(step => step.CompletedAt)
                .Take(looked)
                .Select(step => new { step.StartedAt, step.CompletedAt })
                .ToListAsync(cancellationToken);
            seconds +=
                type.Count()
                * (
                    last.Count == 0
                        ? workers.SecondsOf(type.Key)
                        : last.Average(one => (one.CompletedAt!.Value - one.StartedAt!.Value).TotalSeconds)
                );
        }

        return seconds;
    }

    private static string Write(IEnumerable<CallbackOrder> callbacks) =>
        new JsonArray([
            .. callbacks.Select(one => new JsonObject
            {
                ["url"] = one.Url,
                ["type"] = new JsonArray([.. one.Types.Select(type => (JsonNode)type)]),
                ["detailed"] = one.IsDetailed,
            }),
        ]).ToJsonString();
}

/// <summary>Which workflows are asked for.</summary>
public sealed record WorkflowQuestion
{
    public string? Cursor { get; init; }

    public int Take { get; init; } = 100;

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Stands somewhere in the metadata.</summary>
    public string? Text { get; init; }

    public bool IsAscending { get; init; }

    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    public bool ExcludesFailed { get; init; }
}

/// <summary>The caller has as many workflows waiting as one caller may.</summary>
public sealed class QueueFullException(int limit)
    : LibraryException(
        new Failure(
            FailureCode.Conflict,
            $"{limit} of your workflows have not ended yet, which is the most; wait for one, or cancel one.",
            IsRetryable: true
        )
    );
