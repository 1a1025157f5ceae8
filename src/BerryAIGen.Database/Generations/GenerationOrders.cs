using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>What people want of their generations: submit, cancel, again, mature results.</summary>
public sealed partial class GenerationOrders(
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
    /// <param name="caller">Whose it is.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="requestKey">The client's name of the request; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">The form cannot be understood, or too many are under way.</exception>
    public async Task<GenerationRow> SubmitAsync(
        GenerationCaller caller,
        JsonObject form,
        string? requestKey,
        CancellationToken cancellationToken
    )
    {
        var owner = caller.Owner;
        if (requestKey is { Length: 0 or > 200 })
            throw new LibraryException(FailureCode.Usage, "An Idempotency-Key has 1 to 200 characters.");
        if (requestKey is not null && await FindAsync(owner, requestKey, cancellationToken) is { } before)
            return Same(before, form, requestKey);
        var (order, filled, hidesMature) = await desk.OrderAsync(caller, form, isForPrice: false, cancellationToken);
        var row = RowOf(
            caller,
            order,
            filled,
            hidesMature,
            requestKey is null ? null : (requestKey, FormHash.Of(form))
        );
        try
        {
            await jobs.EnqueueAsync(
                GenerationKind.KindName,
                GenerationWish.None,
                async (context, job) =>
                {
                    await RequireRoomAsync(context, owner, desk.QueueLimitOf(caller), cancellationToken);
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

    // One that waits and keeps its place keeps its job, so that no other one is cancelled in its stead.
    private async Task KeepPlaceAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await context
            .Generations.Where(row => row.Id == id && row.Status == null && Unfinished.Contains(row.State))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, GenerationCancels.Asked), cancellationToken);
    }

    // The tier's figure, and never more than this server lets anybody have.
    private async Task RequireRoomAsync(
        LibraryContext context,
        string owner,
        int? ofTier,
        CancellationToken cancellationToken
    )
    {
        var under = await context.Generations.CountAsync(
            row => row.Owner == owner && Unfinished.Contains(row.State),
            cancellationToken
        );
        var most = Math.Min(options.QueueLimit, ofTier ?? options.QueueLimit);
        if (under >= most)
            throw new LibraryException(
                new Failure(
                    FailureCode.Conflict,
                    $"You have {under} generations under way, and {most} are allowed; wait for one or cancel one.",
                    IsRetryable: true
                )
            );
    }

    private GenerationRow RowOf(
        GenerationCaller caller,
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
            Owner = caller.Owner,
            Tier = caller.Tier,
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
}
