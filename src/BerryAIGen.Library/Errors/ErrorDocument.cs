using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Errors;

/// <summary><c>{"error":{…}}</c>: the body of a failed request, and the document of a failed command.</summary>
/// <param name="Error">What went wrong.</param>
public sealed record ErrorDocument(ErrorBody Error)
{
    public static ErrorDocument From(Failure failure)
    {
        var words = FailureWords.Of(failure.Code);
        return new ErrorDocument(
            new ErrorBody(
                words.Type,
                failure.Message,
                DetailsOf(failure),
                failure.ResolutionSteps,
                words.Code,
                failure.IsRetryable
            )
        );
    }

    private static JsonObject DetailsOf(Failure failure)
    {
        var details = new JsonObject();
        foreach (var (name, value) in failure.Numbers)
            details[name] = value;
        foreach (var (name, value) in failure.Details)
            details[name] = value;
        return details;
    }
}

/// <summary>What went wrong, for a person and for a program.</summary>
/// <param name="Type">ModelLibraryError, NetworkError, DiskSpaceError, ValidationError or SecurityError.</param>
/// <param name="Message">What, which one, and what to do.</param>
/// <param name="Details">Ids, sizes, deadlines.</param>
/// <param name="ResolutionSteps">What to try, most promising first.</param>
/// <param name="Code">The stable word: not_found, conflict, auth, policy, verification, network, disk, usage, failed …</param>
/// <param name="Retryable">Whether the same request may succeed later.</param>
public sealed record ErrorBody(
    string Type,
    string Message,
    JsonObject Details,
    IReadOnlyList<string> ResolutionSteps,
    string Code,
    bool Retryable
);
