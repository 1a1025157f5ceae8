using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

// What people hand in.
public sealed partial class WorkflowStore
{
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
            await CheckQueueAsync(context, owner, cancellationToken);
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

    /// <summary>The workflow that there is already of an external id; null when there is none.</summary>
    public async Task<WorkflowView?> FindTwinAsync(
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

    /// <summary>Refuses one more of an owner, before anything of it is kept.</summary>
    /// <exception cref="QueueFullException">The caller has too many that have not ended.</exception>
    public async Task CheckQueueAsync(string owner, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await CheckQueueAsync(context, owner, cancellationToken);
    }

    private async Task CheckQueueAsync(LibraryContext context, string owner, CancellationToken cancellationToken)
    {
        var waiting = await context.Workflows.CountAsync(
            row =>
                row.Owner == owner
                && row.DeletedAt == null
                && (row.Status == StepStatus.Unassigned || row.Status == StepStatus.Processing),
            cancellationToken
        );
        if (waiting >= limits.Queue)
            throw new QueueFullException(limits.Queue);
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
            Group = workers.GroupOf(step.Type, step.Input),
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
