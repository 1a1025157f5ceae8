using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Generation.Orchestrators;

/// <summary>What runs workflows: Civitai's cloud, or whatever the settings name; all of them speak one contract.</summary>
public sealed class Orchestrator : IDisposable
{
    private const int MostLooked = 2000;

    // What is given back is written when the workflow has ended, which may take longer than anybody waits.
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(60);

    private readonly KeyedClient<OrchestrationClient> _clients;

    /// <param name="options">Name the address, the key and the way there.</param>
    /// <param name="time">The clock of pauses.</param>
    public Orchestrator(LibraryOptions options, TimeProvider time)
    {
        _clients = new(
            () => $"{options.OrchestratorKey?.Reveal()}\n{options.CivitaiKey?.Reveal()}",
            () => LibraryConnections.Orchestrator(options, time)
        );
        Time = time;
    }

    /// <summary>Where it is.</summary>
    public Uri Address => Client.BaseUrl;

    internal TimeProvider Time { get; }

    private OrchestrationClient Client => _clients.Now;

    /// <summary>What a workflow would cost; nothing starts and nothing is charged.</summary>
    /// <exception cref="LibraryException">It was refused, or nobody answered.</exception>
    public Task<Workflow> QuoteAsync(JsonObject body, CancellationToken cancellationToken) =>
        TryAsync(() =>
            Client.Workflows.EstimateAsync(TemplateOf(body) with { ExternalId = null }, null, cancellationToken)
        );

    /// <summary>Submits a workflow, which is paid now; the same external id is never paid twice.</summary>
    /// <param name="body">The workflow.</param>
    /// <param name="externalId">The id of the person's action, written down before.</param>
    /// <param name="hidesMature">Leaves mature results out of the answer.</param>
    /// <param name="cancellationToken">Ends the asking; the workflow may have begun all the same.</param>
    /// <exception cref="LibraryException">It was refused, or nobody answered.</exception>
    public Task<Workflow> SubmitAsync(
        JsonObject body,
        string externalId,
        bool hidesMature,
        CancellationToken cancellationToken
    ) =>
        TryAsync(() =>
            Client.Workflows.SubmitAsync(
                TemplateOf(body) with
                {
                    ExternalId = externalId,
                },
                new SubmitOptions { HidesMatureContent = hidesMature },
                cancellationToken
            )
        );

    /// <summary>A workflow as it is now.</summary>
    /// <exception cref="LibraryException">It is unknown, or nobody answered.</exception>
    public Task<Workflow> GetAsync(string id, CancellationToken cancellationToken) =>
        TryAsync(() => Client.Workflows.GetAsync(id, null, cancellationToken));

    /// <summary>Asks with the documented pauses until it has ended.</summary>
    /// <exception cref="LibraryException">It is unknown, or nobody answered.</exception>
    public Task<Workflow> WaitAsync(string id, IProgress<Workflow>? progress, CancellationToken cancellationToken) =>
        TryAsync(() => Client.Workflows.WaitAsync(id, progress, cancellationToken));

    /// <summary>Cancels; what was not delivered is given back.</summary>
    /// <returns>The workflow afterwards, with what was given back; one that takes a minute to end as it is then.</returns>
    /// <exception cref="LibraryException">It is unknown, or nobody answered.</exception>
    public Task<Workflow> CancelAsync(string id, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await Client.Workflows.CancelAsync(id, cancellationToken).ConfigureAwait(false);
            using var limit = new CancellationTokenSource(Ending, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var last = new Last();
            try
            {
                return await Client.Workflows.WaitAsync(id, last, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return last.Seen ?? await Client.Workflows.GetAsync(id, null, cancellationToken).ConfigureAwait(false);
            }
        });

    /// <summary>Allows mature results of a workflow, which are paid anew from yellow Buzz.</summary>
    /// <exception cref="LibraryException">It was refused, or nobody answered.</exception>
    public Task<Workflow> UnlockAsync(string id, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await Client
                .Workflows.UpdateAsync(id, new WorkflowUpdate { AllowMatureContent = true }, cancellationToken)
                .ConfigureAwait(false);
            return await Client.Workflows.GetAsync(id, null, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>The workflow that an action became, when nobody knows whether it was taken; null when it was not.</summary>
    /// <exception cref="LibraryException">Nobody answered.</exception>
    public Task<Workflow?> FindAsync(string externalId, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var looked = 0;
            var all = Client.Workflows.QueryAsync(
                new WorkflowQuery { PageSize = 100, HidesMatureContent = false },
                cancellationToken
            );
            await foreach (var workflow in all.ConfigureAwait(false))
            {
                if (workflow.ExternalId == externalId)
                    return workflow;
                if (++looked == MostLooked)
                    break;
            }

            return null;
        });

    /// <summary>Waits until the bytes of a result are there, which may be after its workflow has ended.</summary>
    /// <returns>The result with an address that works; null when it is not there in time.</returns>
    /// <exception cref="LibraryException">Nobody answered.</exception>
    public Task<Blob?> WaitForAsync(Blob blob, TimeSpan limit, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            if (blob is { Available: not false, Url: not null })
                return blob;
            if (blob.Id is not { } id)
                return null;
            if (!await Client.Blobs.WaitAsync(id, limit, cancellationToken).ConfigureAwait(false))
                return null;
            return await Client.Blobs.RefreshAsync(id, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>The bytes of a result; dispose it.</summary>
    /// <exception cref="LibraryException">It is withheld or gone, or nobody answered.</exception>
    internal Task<BlobContent> OpenAsync(Blob blob, CancellationToken cancellationToken) =>
        TryAsync(() => Client.Blobs.OpenAsync(blob, cancellationToken));

    /// <inheritdoc />
    public void Dispose() => _clients.Dispose();

    private static WorkflowTemplate TemplateOf(JsonObject body) =>
        OrchestrationRecordJson.ReadTemplate(Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>Whether a submit that failed so was surely refused: nothing of it was taken, and none of it is paid.</summary>
    public static bool WasRefused(LibraryException failure) => OrchestratorFailures.IsSure(failure);

    private async Task<T> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (CivitaiRequestException refused)
        {
            throw OrchestratorFailures.From(refused, Address);
        }
        catch (ArgumentException wrong)
        {
            throw new LibraryException(FailureCode.Usage, wrong.Message, wrong);
        }
    }

    private sealed class Last : IProgress<Workflow>
    {
        public Workflow? Seen { get; private set; }

        public void Report(Workflow value) => Seen = value;
    }
}
