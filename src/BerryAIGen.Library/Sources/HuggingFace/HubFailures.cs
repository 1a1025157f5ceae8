using System.Net;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>Says in our words why the hub refuses; it tells its reasons apart by a header, not by the status.</summary>
internal static class HubFailures
{
    private const string Reason = "X-Error-Code";
    private const string Message = "X-Error-Message";

    /// <param name="status">The answer's.</param>
    /// <param name="header">A header of the answer by its name.</param>
    /// <param name="place">What was asked for.</param>
    /// <param name="hub">The hub's address: pages lie there, and a token may go there.</param>
    public static Failure From(HttpStatusCode status, Func<string, string?> header, HubPlace place, Uri hub)
    {
        var isKnown = place.TokenFor(hub) is not null;
        return (header(Reason), (int)status) switch
        {
            ("GatedRepo", _) => Gated(place.Repository, hub, isKnown),
            ("RevisionNotFound", _) => new(
                FailureCode.NotFound,
                $"{place.Repository} has no revision \"{place.Revision}\"; look at its branches and tags on {PageOf(place.Repository, hub)}."
            ),
            ("EntryNotFound", _) => NoEntry(place, hub),
            // The hub has no code for this one: it says so in words.
            (_, 401) when IsRefusedToken(header(Message)) => new(
                FailureCode.Auth,
                $"{hub.Host} refuses the token in HF_TOKEN; make a new one on {new Uri(hub, "/settings/tokens")}, or remove it for what is public."
            ),
            ("RepoNotFound", _) or (_, 401) => Unknown(place.Repository, isKnown),
            (_, 403)
                when header(Message) is { } told && told.Contains("disabled", StringComparison.OrdinalIgnoreCase) =>
                new(
                    FailureCode.Policy,
                    $"{place.Repository} was disabled by {hub.Host}; nobody can download it there."
                ),
            (_, 403) => new(
                FailureCode.Auth,
                $"{hub.Host} refuses {place.Repository} for the token in HF_TOKEN; it may lack the right to read this repository."
            ),
            (_, 404) => Unknown(place.Repository, isKnown),
            (_, 451) => new(
                FailureCode.Policy,
                $"{place.Repository} may not be served where you are, for legal reasons."
            ),
            _ => new(FailureCode.Failed, $"{hub.Host} answered status {(int)status} for {place.Repository}."),
        };
    }

    /// <summary>Nobody gets its files without having accepted its conditions.</summary>
    public static Failure Gated(string repository, Uri hub, bool hasToken) =>
        new(
            FailureCode.Auth,
            hasToken
                ? $"{repository} is gated, and the account of the token in HF_TOKEN has no access: accept its conditions on {PageOf(repository, hub)} (some are granted by hand), then try again."
                : $"{repository} is gated: accept its conditions on {PageOf(repository, hub)}, and put a token of that account into HF_TOKEN."
        );

    public static Failure NoEntry(HubPlace place, Uri hub) =>
        new(
            FailureCode.NotFound,
            $"{place.Repository} has no file or folder \"{place.Path}\" at {place.Revision}; see {PageOf(place.Repository, hub)}/tree/{place.Revision} for what it has."
        );

    private static Failure Unknown(string repository, bool hasToken) =>
        new(
            FailureCode.NotFound,
            hasToken
                ? $"There is no repository {repository}, or it is private and not for the token in HF_TOKEN."
                : $"There is no repository {repository}, or it is private: then put a token that may read it into HF_TOKEN."
        );

    private static bool IsRefusedToken(string? message) =>
        message?.StartsWith("Invalid credentials", StringComparison.OrdinalIgnoreCase) ?? false;

    private static string PageOf(string repository, Uri hub) => new Uri(hub, "/" + repository).AbsoluteUri;
}
