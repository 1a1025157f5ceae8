using System.Globalization;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>How a server generates.</summary>
public sealed record GenerationOptions
{
    /// <summary>How many generations one person may have under way; 10 unless <c>BERRY_GENERATION_QUEUE</c> says otherwise.</summary>
    public int QueueLimit { get; init; } = 10;

    /// <summary>
    /// Where orchestrators reach this server, <c>BERRY_PUBLIC_URL</c>; null, the usual, has it ask instead of being told.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Reads them by the names of their variables.</summary>
    /// <exception cref="LibraryException">One cannot be read; it is named.</exception>
    public static GenerationOptions Read(Func<string, string?> variable)
    {
        var options = new GenerationOptions();
        if (variable("BERRY_GENERATION_QUEUE") is { Length: > 0 } limit)
            options = options with
            {
                QueueLimit =
                    int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                        ? number
                        : throw new LibraryException(
                            FailureCode.Usage,
                            $"BERRY_GENERATION_QUEUE is a number from 1, not \"{limit}\"."
                        ),
            };
        if (variable("BERRY_PUBLIC_URL") is { Length: > 0 } address)
            options = options with
            {
                PublicUrl =
                    Uri.TryCreate(address, UriKind.Absolute, out var url)
                    && (url.Scheme == Uri.UriSchemeHttps || url is { Scheme: "http", IsLoopback: true })
                        ? url
                        : throw new LibraryException(
                            FailureCode.Usage,
                            "BERRY_PUBLIC_URL is the https address under which orchestrators reach this server."
                        ),
            };
        return options;
    }

    /// <summary>Where a generation's orchestrator tells of it; null where it cannot reach this server.</summary>
    internal Uri? CallbackOf(string token) =>
        PublicUrl is null ? null : new Uri(PublicUrl, $"/api/generation/callbacks/{token}");
}
