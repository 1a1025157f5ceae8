using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>What people want of their generations: submit, again, cancel, another place, mature results.</summary>
public sealed class GenerationOrders(
    LibraryDatabase database,
    GenerationDesk desk,
    GenerationList list,
    GenerationOptions options,
    Orchestrator orchestrator,
    IJobEngine jobs,
    TimeProvider time
)
{
    private static readonly string[] Unfinished = [JobState.Queued, JobState.Running, JobState.Paused];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Writes a generation down and has it run; a request that comes again under its name is the same one.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="requestKey">The client's name of the request; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">The form cannot be understood, or too many are under way.</exception>
    public async Task<GenerationRow> SubmitAsync(
        string owner,
        JsonObject form,
        string? requestKey,
        CancellationToken cancellationToken
    )
    {
        if (requestKey is { Length: 0 or > 200 })
            throw new LibraryException(FailureCode.Usage, "An Idempotency-Key has 1 to 200 characters.");
        if (requestKey is not null && await FindAsync(owner, requestKey, cancellationToken) is { } before)
            return Same(before, form, requestKey);
        var (order, filled, hidesMature) = await desk.OrderAsync(owner, form, isForPrice: false, cancellationToken);
        var row = RowOf(owner, order, filled, hidesMature, requestKey);
        try
        {
            await jobs.EnqueueAsync(
                GenerationKind.KindName,
                "{}",
                async (context, job) =>
                {
                    await RequireRoomAsync(context, owner, cancellationToken);
                    row.JobId = job.Id;
                    context.Generations.Add(row);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException) when (requestKey is not null)
        {
            // The same request came twice at a time.
            if (await FindAsync(owner, requestKey, cancellationToken) is { } first)
                return Same(first, form, requestKey);
            throw;
        }

        return row;
    }

    /// <summary>Runs one that failed or was cancelled again: what was paid and is missing is fetched, what failed is submitted anew.</summary>
    /// <exception cref="LibraryException">There is none, or it neither failed nor was cancelled.</exception>
    public async Task<GenerationRow> RetryAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        if (row.State is not (JobState.Failed or JobState.Cancelled))
            throw new LibraryException(
                FailureCode.Conflict,
                $"The generation {id} is {row.State}; only one that failed or was cancelled is run again."
            );
        var isOver =
            row.Status is { } word
            && new WorkflowStatus(word) is { IsTerminal: true } status
            && status != WorkflowStatus.Succeeded;
        await BeginAsync(row, isOver, cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    /// <summary>Cancels one here and where it runs; what was not delivered is given back.</summary>
    /// <exception cref="LibraryException">There is none, or it is over.</exception>
    public async Task<GenerationRow> CancelAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        if (row.State is JobState.Completed or JobState.Failed)
            throw new LibraryException(
                FailureCode.Conflict,
                $"The generation {id} is {row.State}; there is nothing to cancel."
            );
        if (row.JobId is { } job)
            await jobs.CancelAsync(job, cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    /// <summary>Gives one that waits another place among its owner's own.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="position">The place, from 1; a larger number is the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is none, it has begun, or there is no such place.</exception>
    public async Task<GenerationRow> MoveAsync(
        string owner,
        string id,
        int position,
        CancellationToken cancellationToken
    )
    {
        if (position < 1)
            throw new LibraryException(FailureCode.Usage, $"position is 1 or more, not {position}.");
        await list.GetAsync(owner, id, cancellationToken);
        await using (var context = database.CreateContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var waiting = await context
                .Generations.AsNoTracking()
                .Where(row => row.Owner == owner && row.State == JobState.Queued && row.Status == null)
                .OrderBy(row => row.Position)
                .ToListAsync(cancellationToken);
            var mine = waiting.Find(row => row.Id == id) ?? throw Begun(id);
            var places = waiting.Select(row => (row.Position, row.JobId)).ToArray();
            waiting.Remove(mine);
            waiting.Insert(Math.Min(position - 1, waiting.Count), mine);
            for (var at = 0; at < places.Length; at++)
            {
                var (row, place) = (waiting[at], places[at]);
                if (row.JobId == place.JobId)
                    continue;
                // The jobs keep their order; which generation each of them runs is what changes.
                var moved = await context
                    .Generations.Where(one =>
                        one.Id == row.Id && one.State == JobState.Queued && one.JobId == row.JobId
                    )
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.JobId, place.JobId)
                                .SetProperty(one => one.Position, place.Position),
                        cancellationToken
                    );
                if (moved == 0)
                    throw Begun(row.Id);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return await list.GetAsync(owner, id, cancellationToken);
    }

    /// <summary>Allows mature results of one, which are paid anew from yellow Buzz, and brings what was withheld.</summary>
    /// <exception cref="LibraryException">There is none, nothing of it is withheld, or there is not enough Buzz.</exception>
    public async Task<GenerationRow> UnlockAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        var outputs = await list.OutputsAsync([id], cancellationToken);
        if (row.WorkflowId is not { } workflow || !outputs[id].Any(output => output.BlockedReason is not null))
            throw new LibraryException(FailureCode.Conflict, $"Nothing of the generation {id} is withheld.");
        if (Unfinished.Contains(row.State))
            throw new LibraryException(FailureCode.Conflict, $"The generation {id} is still under way.");
        await orchestrator.UnlockAsync(workflow, cancellationToken);
        await BeginAsync(row, isAnew: false, cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    private async Task BeginAsync(GenerationRow row, bool isAnew, CancellationToken cancellationToken) =>
        await jobs.EnqueueAsync(
            GenerationKind.KindName,
            "{}",
            async (context, job) =>
            {
                await RequireRoomAsync(context, row.Owner, cancellationToken);
                var taken = await context
                    .Generations.Where(one => one.Id == row.Id && one.JobId == row.JobId && one.State == row.State)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.JobId, job.Id)
                                .SetProperty(one => one.Position, time.GetUtcNow().UtcTicks)
                                .SetProperty(one => one.WorkflowId, isAnew ? null : row.WorkflowId)
                                .SetProperty(one => one.Status, isAnew ? null : row.Status)
                                // What was submitted before and ended is over: this is another action, paid anew.
                                .SetProperty(one => one.ExternalId, isAnew ? ExternalId.New() : row.ExternalId),
                        cancellationToken
                    );
                if (taken == 0)
                    throw new LibraryException(FailureCode.Conflict, $"The generation {row.Id} runs again already.");
            },
            cancellationToken
        );

    private async Task RequireRoomAsync(LibraryContext context, string owner, CancellationToken cancellationToken)
    {
        var under = await context.Generations.CountAsync(
            row => row.Owner == owner && Unfinished.Contains(row.State),
            cancellationToken
        );
        if (under >= options.QueueLimit)
            throw new LibraryException(
                new Failure(
                    FailureCode.Conflict,
                    $"You have {under} generations under way, and {options.QueueLimit} are allowed; wait for one or cancel one.",
                    IsRetryable: true
                )
            );
    }

    private GenerationRow RowOf(
        string owner,
        GenerationOrder order,
        JsonObject form,
        bool hidesMature,
        string? requestKey
    )
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        if (options.CallbackOf(token) is { } callback)
            order.Body["callbacks"] = new JsonArray(
                (JsonNode)
                    new JsonObject { ["url"] = callback.ToString(), ["type"] = new JsonArray("workflow:*", "step:*") }
            );
        return new GenerationRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Owner = owner,
            Workflow = order.Workflow,
            Ecosystem = order.Ecosystem,
            Media = order.Media,
            Form = form.ToJsonString(),
            Body = order.Body.ToJsonString(),
            Notes = GenerationJson.Write(order.Notes),
            Recipe = GenerationJson.Write(order.Recipe),
            ExternalId = ExternalId.New(),
            HidesMature = hidesMature,
            Position = time.GetUtcNow().UtcTicks,
            RequestKey = requestKey,
            CallbackToken = token,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
    }

    private async Task<GenerationRow?> FindAsync(string owner, string requestKey, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Generations.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Owner == owner && row.RequestKey == requestKey, cancellationToken);
    }

    private static GenerationRow Same(GenerationRow before, JsonObject form, string requestKey)
    {
        // What was filled in only gains what is known of its models.
        var known = JsonNode.Parse(before.Form)!.AsObject();
        return form.All(member =>
            member.Key is "model" or "vae" or "resources" || JsonNode.DeepEquals(known[member.Key], member.Value)
        )
            ? before
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The Idempotency-Key \"{requestKey}\" was used for another form; use a new one."
            );
    }

    private static LibraryException Begun(string id) =>
        new(
            FailureCode.Conflict,
            $"The generation {id} does not wait any more, and only one that waits changes its place."
        );
}
