using System.Text.Json.Nodes;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Takes workflows, and waits for them as long as somebody wishes.</summary>
internal sealed class WorkflowOrders(
    WorkflowReader reader,
    WorkflowStore store,
    WorkflowFlow flow,
    InlineMedia media,
    BerryLibrary library,
    TimeProvider time
)
{
    /// <summary>The most that one request waits, in seconds.</summary>
    public const int LongestWait = 100;

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Writes it down, begins it, and waits.</summary>
    /// <exception cref="WorkflowRefusedException">Something is wrong with it.</exception>
    public async Task<WorkflowView> SubmitAsync(
        string owner,
        JsonNode body,
        string baseAddress,
        int wait,
        CancellationToken cancellationToken
    )
    {
        var order = await ReadAsync(body, wait > 0, cancellationToken);
        var view = await store.FindTwinAsync(owner, order.ExternalId, cancellationToken);
        if (view is null)
        {
            // Files of what is refused would be kept for nothing.
            await store.CheckQueueAsync(owner, cancellationToken);
            order = await media.MoveAsync(owner, order, cancellationToken);
            view = await store.AddAsync(owner, order, baseAddress, cancellationToken);
        }

        // From here on it is done whether or not its caller still listens.
        await flow.AdvanceAsync(view.Workflow.Id, CancellationToken.None);
        return await WaitAsync(owner, view.Workflow.Id, wait, cancellationToken) ?? view;
    }

    /// <summary>The same without doing it. An external id is not used up by the question.</summary>
    public async Task<WorkflowView> EstimateAsync(
        string owner,
        JsonNode body,
        string baseAddress,
        CancellationToken cancellationToken
    ) =>
        await store.EstimateAsync(
            owner,
            await ReadAsync(body, isWaitedFor: true, cancellationToken),
            baseAddress,
            cancellationToken
        );

    /// <summary>The workflow once it has ended, or as it is when the time is over; null when there is none.</summary>
    public async Task<WorkflowView?> WaitAsync(string owner, string id, int wait, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(Math.Min(wait, LongestWait));
        for (
            var pause = FirstLook;
            time.GetElapsedTime(began) < limit && await store.IsOpenAsync(owner, id, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause
        )
            await Task.Delay(pause, time, cancellationToken);
        return await store.FindAnyAsync(owner, id, cancellationToken);
    }

    private async Task<WorkflowOrder> ReadAsync(JsonNode body, bool isWaitedFor, CancellationToken cancellationToken)
    {
        var order = reader.Read(body, isWaitedFor);
        var problems = new FieldProblems();
        await Task.WhenAll(order.Callbacks.Select(CheckAsync));
        problems.ThrowIfAny();
        return order;

        async Task CheckAsync(CallbackOrder callback, int index)
        {
            try
            {
                var address = await library.Webhooks.CheckAsync(callback.Url, cancellationToken);
                if (address.Scheme != Uri.UriSchemeHttps && !IsAllowed(address))
                    Refuse("It is an https address; others only of hosts that the server allows (BERRY_ALLOW_HOSTS).");
            }
            catch (LibraryException refused)
            {
                Refuse(refused.Message);
            }

            void Refuse(string why)
            {
                lock (problems)
                    problems.Add($"callbacks[{index}].url", why);
            }
        }
    }

    private bool IsAllowed(Uri address) =>
        library.Options.AllowedHosts.Any(host =>
            host.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase)
            || host.Equals(address.Authority, StringComparison.OrdinalIgnoreCase)
        );
}
