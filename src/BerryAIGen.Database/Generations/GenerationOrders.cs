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
    GenerationCancels cancels,
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
        var row = RowOf(owner, order, filled, hidesMature, requestKey is null ? null : (requestKey, FormHash.Of(form)));
        try
        {
            await jobs.EnqueueAsync(
                GenerationKind.KindName,
                GenerationWish.None,
                async (context, job) =>
                {
                    await RequireRoomAsync(context, owner, cancellationToken);
                    row.JobId = job.Id;
                    context.Generations.Add(row);
                },
                cancellationToken
            );
        }
        catch (Exception refused) when (requestKey is not null && refused is DbUpdateException or LibraryException)
        {
            // The same request came twice at a time, and the first one may have taken the last place.
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
        if (GenerationCancels.IsOpen(row))
        {
            await cancels.CancelAsync(row, cancellationToken);
            row = await list.GetAsync(owner, id, cancellationToken);
            if (GenerationCancels.IsOpen(row) && row.WorkflowId is not null)
                throw new LibraryException(
                    new Failure(
                        FailureCode.Conflict,
                        $"The generation {id} is still being cancelled at {row.Orchestrator}; try again in a moment.",
                        IsRetryable: true
                    )
                );
        }

        var isOver =
            row.Status is { } word
            && new WorkflowStatus(word) is { IsTerminal: true } status
            && status != WorkflowStatus.Succeeded;
        await BeginAsync(row, isOver, GenerationWish.None, cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    /// <summary>Cancels one here and where it runs; what was not delivered is given back. A second time tells the orchestrator again.</summary>
    /// <exception cref="LibraryException">There is none, or it is over.</exception>
    public async Task<GenerationRow> CancelAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        if (row.State is JobState.Completed or JobState.Failed)
            throw new LibraryException(
                FailureCode.Conflict,
                $"The generation {id} is {row.State}; there is nothing to cancel."
            );
        if (GenerationCancels.IsOpen(row))
        {
            try
            {
                await cancels.CancelAsync(row, cancellationToken);
            }
            catch (LibraryException)
            {
                // The generation that is returned says why.
            }
        }
        else if (row.JobId is not null)
        {
            await KeepPlaceAsync(id, cancellationToken);
            row = await list.GetAsync(owner, id, cancellationToken);
            await jobs.CancelAsync(row.JobId!, cancellationToken);
        }

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
            var moves = waiting.Zip(places).Where(pair => pair.First.JobId != pair.Second.JobId).ToArray();
            string?[] taken = [.. moves.Select(pair => pair.Second.JobId)];
            // Whoever takes one of them now waits for this, or was first.
            var still = await context
                .Jobs.Where(job => taken.Contains(job.Id) && job.State == JobState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Queued), cancellationToken);
            if (still < taken.Length)
                throw new LibraryException(
                    FailureCode.Conflict,
                    "One of your generations began just now, so that the places are others; look at them and move it again."
                );
            foreach (var (row, place) in moves)
            {
                // The jobs keep their order; which generation each of them runs is what changes.
                var moved = await context
                    .Generations.Where(one =>
                        one.Id == row.Id && one.State == JobState.Queued && one.Status == null && one.JobId == row.JobId
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
    /// <exception cref="LibraryException">There is none, nothing of it is withheld, or it has to stay safe.</exception>
    public async Task<GenerationRow> UnlockAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        var outputs = await list.OutputsAsync([id], cancellationToken);
        if (row.WorkflowId is null || !outputs[id].Any(output => output.BlockedReason is not null))
            throw new LibraryException(FailureCode.Conflict, $"Nothing of the generation {id} is withheld.");
        if (Unfinished.Contains(row.State))
            throw new LibraryException(FailureCode.Conflict, $"The generation {id} is still under way.");
        orchestrator.RequireSame(row);
        if (Generator.IsPrivate(JsonNode.Parse(row.Body)!.AsObject(), JsonNode.Parse(row.Form)!.AsObject()))
            throw new LibraryException(
                FailureCode.Policy,
                $"A model that is somebody's alone takes part in the generation {id}, so that its results stay safe."
            );
        // It is paid by the job: there it is known whether an earlier run did so already.
        await BeginAsync(row, isAnew: false, GenerationWish.Unlock, cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    // One that waits and keeps its place keeps its job, so that no other one is cancelled in its stead.
    private async Task KeepPlaceAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await context
            .Generations.Where(row => row.Id == id && row.Status == null && Unfinished.Contains(row.State))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, GenerationCancels.Asked), cancellationToken);
    }

    private async Task BeginAsync(GenerationRow row, bool isAnew, string wish, CancellationToken cancellationToken) =>
        await jobs.EnqueueAsync(
            GenerationKind.KindName,
            wish,
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
                // What never came of the workflow before comes of none.
                if (isAnew)
                    await context
                        .GenerationOutputs.Where(one => one.GenerationId == row.Id && one.Path == null)
                        .ExecuteDeleteAsync(cancellationToken);
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
        (string Key, string Hash)? request
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
            RequestKey = request?.Key,
            RequestHash = request?.Hash,
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

    private static GenerationRow Same(GenerationRow before, JsonObject form, string requestKey) =>
        before.RequestHash == FormHash.Of(form)
            ? before
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The Idempotency-Key \"{requestKey}\" was used for another form; use a new one."
            );

    private static LibraryException Begun(string id) =>
        new(
            FailureCode.Conflict,
            $"The generation {id} does not wait any more, and only one that waits changes its place."
        );
}
