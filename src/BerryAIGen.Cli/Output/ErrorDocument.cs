using BerryAIGen.Library;

namespace BerryAIGen.Cli.Output;

/// <summary><c>{"error":{…}}</c>, the document of a failed run.</summary>
internal sealed record ErrorDocument(ErrorBody Error)
{
    public static ErrorDocument From(Failure failure)
    {
        var known = FailureWords.Of(failure.Code);
        var body = new ErrorBody(
            known.Type,
            failure.Message,
            failure.Details,
            failure.ResolutionSteps,
            known.Code,
            failure.IsRetryable
        );
        return new ErrorDocument(body);
    }
}

internal sealed record ErrorBody(
    string Type,
    string Message,
    IReadOnlyDictionary<string, string> Details,
    IReadOnlyList<string> ResolutionSteps,
    string Code,
    bool Retryable
);
