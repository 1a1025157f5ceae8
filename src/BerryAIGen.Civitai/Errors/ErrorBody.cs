namespace BerryAIGen.Civitai.Errors;

/// <summary>What the body of a refusal says, whichever of the service's shapes it has.</summary>
internal sealed record ErrorBody
{
    public static readonly ErrorBody Empty = new();

    /// <summary>The most telling text, one line, not long; null when there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The word of <c>error</c> beside a longer text: <c>Unauthorized</c>, <c>Early Access</c>.</summary>
    public string? Label { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public IReadOnlyList<RequestProblem> Problems { get; init; } = [];

    /// <summary>A web page or Cloudflare's own text: not the API speaking.</summary>
    public bool IsPage { get; init; }

    public bool Says(string text) => Text?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
