using System.Net;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Asks providers over their own HTTP APIs how they are and what they hold.</summary>
/// <param name="http">Connects to them.</param>
/// <param name="readVariable">One variable of the environment, for stores on this machine.</param>
/// <param name="time">Stamps the answers.</param>
public sealed class ProviderProbing(ProviderHttp http, Func<string, string?> readVariable, TimeProvider time)
{
    // The store of Hugging Face's own programs, which a definition may name.
    private const string HubStore = "huggingface-hub";

    // A page that shows the state waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="provider">Says which questions it understands.</param>
    /// <param name="connection">Where it is; null when nobody said so, and it is not asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ProviderHealth> AskAsync(
        ProviderDefinition provider,
        ProviderConnection? connection,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        if (provider.Probe is not { } probe)
            return new ProviderHealth
            {
                State = ProviderState.NoServer,
                CheckedAt = now,
                Models = provider.Store == HubStore ? ListHub() : null,
            };
        if (connection is null)
            return new ProviderHealth
            {
                State = ProviderState.NotConfigured,
                CheckedAt = now,
                Message =
                    provider.InferenceType == "cloud"
                        ? $"Set a key for {provider.Name} in its settings."
                        : $"Set the address of {provider.Name} in its settings, such as {probe.DefaultUrl}.",
            };
        var start = time.GetTimestamp();
        var health = await AskAsync(provider, probe, connection, cancellationToken).ConfigureAwait(false);
        return health with { Address = connection.Address, CheckedAt = now, Took = time.GetElapsedTime(start) };
    }

    /// <summary>What a provider has loaded right now; nothing when it does not tell, cannot be reached or may not be asked.</summary>
    public async Task<IReadOnlyList<LoadedModel>> FindLoadedAsync(
        ProviderDefinition provider,
        ProviderConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (provider.Probe is not { Loaded: { Count: > 0 } questions } || FindClient(connection) is not { } client)
            return [];
        List<LoadedModel> loaded = [];
        foreach (var question in questions)
        {
            using var answer = await ProviderAnswer
                .AskAsync(client, connection, new ProviderQuestion(question.Path, Patience), cancellationToken)
                .ConfigureAwait(false);
            // Who is not there for one question is not there for the next.
            if (answer.Status is null)
                break;
            if (answer is { IsSuccess: true, Body: { } body })
                loaded.AddRange(LoadedModel.Find(body.RootElement, question));
        }

        return loaded;
    }

    private HttpClient? FindClient(ProviderConnection connection)
    {
        try
        {
            http.CheckProbes(connection.Address);
            return http.For(connection.Address);
        }
        catch (LibraryException)
        {
            // A person's choice: nobody is asked.
            return null;
        }
    }

    private IReadOnlyList<HeldModel> ListHub() =>
        HuggingFaceCache.Find(readVariable) is { } folder ? HuggingFaceCache.List(folder) : [];

    private async Task<ProviderHealth> AskAsync(
        ProviderDefinition provider,
        ProviderProbe probe,
        ProviderConnection connection,
        CancellationToken cancellationToken
    )
    {
        HttpClient client;
        try
        {
            http.CheckProbes(connection.Address);
            client = http.For(connection.Address);
        }
        catch (LibraryException forbidden)
        {
            return new ProviderHealth { State = ProviderState.NotAsked, Message = forbidden.Message };
        }

        Dictionary<string, ProviderAnswer> asked = [];
        try
        {
            var alive = await OnceAsync(probe.Alive).ConfigureAwait(false);
            if (FindProblem(provider, connection, alive) is { } problem)
                return problem;
            var version = probe.Version is { } place ? await OnceAsync(place.Path).ConfigureAwait(false) : null;
            var models = probe.Models is { } list ? await OnceAsync(list.Path).ConfigureAwait(false) : null;
            // That it runs does not say that it takes the key.
            if (models is { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden })
                return FindProblem(provider, connection, models)!;
            return new ProviderHealth
            {
                State = ProviderState.Reachable,
                Version = version is { IsSuccess: true, Body: { } told }
                    ? HeldModelReader.Text(told.RootElement, probe.Version!.Member)
                    : null,
                Models = models is { IsSuccess: true, Body: { } held }
                    ? HeldModelReader.Find(held.RootElement, probe.Models!)
                    : null,
            };
        }
        finally
        {
            foreach (var answer in asked.Values)
                answer.Dispose();
        }

        async Task<ProviderAnswer> OnceAsync(string path) =>
            asked.TryGetValue(path, out var before)
                ? before
                : asked[path] = await ProviderAnswer
                    .AskAsync(client, connection, new ProviderQuestion(path, Patience), cancellationToken)
                    .ConfigureAwait(false);
    }

    private static ProviderHealth? FindProblem(
        ProviderDefinition provider,
        ProviderConnection connection,
        ProviderAnswer answer
    ) =>
        answer switch
        {
            { IsSuccess: true } => null,
            { Status: null } => new ProviderHealth
            {
                State = ProviderState.Unreachable,
                Message =
                    $"{provider.Name} cannot be reached at {connection.Address}: {answer.Problem?.TrimEnd('.')}. Start it, or change its address.",
            },
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => new ProviderHealth
            {
                State = ProviderState.Unauthorized,
                Message = connection.Key is null
                    ? $"{provider.Name} wants a key; set it in its settings."
                    : $"{provider.Name} refuses the key; set another one in its settings.",
            },
            { Status: var status } => new ProviderHealth
            {
                State = ProviderState.Failing,
                Message = $"{provider.Name} answers {connection.Address} with status {(int)status!}.",
            },
        };
}
