using System.Net;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Configuration;

/// <summary>Asks sources whether they accept a key before it is stored. It is told to its own source alone.</summary>
internal sealed class KeyTrials(BerryLibrary library)
{
    // Somebody waits for the answer; a source that needs longer is one that could not be asked.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <param name="name">What people call the source.</param>
    /// <param name="ask">How it is asked.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<KeyTrial> TryAsync(
        string name,
        Func<KeyTrials, Secret, CancellationToken, Task<KeyVerdict>> ask,
        Secret key,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Longest, library.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await ask(this, key, either.Token).ConfigureAwait(false) switch
            {
                KeyVerdict.Valid => new(KeyVerdict.Valid, $"{name} accepts the key."),
                KeyVerdict.Rejected => new(
                    KeyVerdict.Rejected,
                    $"{name} does not accept this key: it is wrong, expired or revoked, or a part of it is missing."
                ),
                _ => Unknown("its answer does not tell"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unknown($"it gave no answer in {Longest.TotalSeconds:0} seconds");
        }
        catch (Exception problem) when (problem is LibraryException or CivitaiRequestException)
        {
            return Unknown(problem.Message.TrimEnd('.'));
        }

        KeyTrial Unknown(string why) =>
            new(KeyVerdict.Unknown, $"Nobody knows whether {name} accepts the key, for {why}.");
    }

    /// <summary>Civitai: every public route treats a wrong key as none, and only <c>/me</c> tells.</summary>
    public async Task<KeyVerdict> AskCivitaiAsync(Secret key, CancellationToken cancellationToken)
    {
        using var client = LibraryConnections.Civitai(
            library.Options with
            {
                Changing = null,
                CivitaiKey = key,
            },
            library.Time
        );
        return await client.CheckKeyAsync(cancellationToken).ConfigureAwait(false) switch
        {
            KeyState.Valid => KeyVerdict.Valid,
            KeyState.Refused => KeyVerdict.Rejected,
            _ => KeyVerdict.Unknown,
        };
    }

    /// <summary>Hugging Face, whose mirrors mostly have no such route.</summary>
    public async Task<KeyVerdict> AskHubAsync(Secret key, CancellationToken cancellationToken)
    {
        var hub = library.Options.HuggingFaceUrl;
        var answer = await library
            .SourceContext()
            .Api.GetAsync(
                new Uri(hub, "/api/whoami-v2"),
                address => IsAt(hub, address) ? key.Reveal() : null,
                cancellationToken
            )
            .ConfigureAwait(false);
        // Who was asked elsewhere was asked without the key.
        return !IsAt(hub, answer.Address) ? KeyVerdict.Unknown
            : answer.Status == HttpStatusCode.Unauthorized ? KeyVerdict.Rejected
            : answer.IsSuccess && answer.Body.Text("name") is not null ? KeyVerdict.Valid
            : KeyVerdict.Unknown;
    }

    /// <summary>The orchestrator: whoever it knows may see his own workflows.</summary>
    public async Task<KeyVerdict> AskOrchestratorAsync(Secret key, CancellationToken cancellationToken)
    {
        using var client = LibraryConnections.Orchestrator(
            library.Options with
            {
                Changing = null,
                OrchestratorKey = key,
            },
            library.Time
        );
        try
        {
            await client
                .Workflows.QueryPageAsync(new WorkflowQuery { PageSize = 1 }, cancellationToken)
                .ConfigureAwait(false);
            return KeyVerdict.Valid;
        }
        catch (CivitaiUnauthorizedException refused)
        {
            return refused.Reason == UnauthorizedReason.KeyRefused ? KeyVerdict.Rejected : KeyVerdict.Unknown;
        }
    }

    private static bool IsAt(Uri host, Uri address) =>
        Uri.Compare(
            address,
            host,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;
}
