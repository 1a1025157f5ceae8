using System.Globalization;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>How a server generates.</summary>
public sealed record GenerationOptions
{
    /// <summary>How many generations one person may have under way; 10 unless <c>BERRY_GENERATION_QUEUE</c> says otherwise.</summary>
    public int QueueLimit { get; init; } = 10;

    /// <summary>How many of all are paid and run at a time; 4 unless <c>BERRY_GENERATION_PARALLEL</c> says otherwise.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>
    /// Where orchestrators reach this server, <c>BERRY_PUBLIC_URL</c>; null, the usual, has it ask instead of being told.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Reads them by the names of their variables.</summary>
    /// <exception cref="LibraryException">One cannot be read; it is named.</exception>
    public static GenerationOptions Read(Func<string, string?> variable)
    {
        var options = new GenerationOptions();
        options = options with
        {
            QueueLimit = CountOf(variable, "BERRY_GENERATION_QUEUE") ?? options.QueueLimit,
            Parallel = CountOf(variable, "BERRY_GENERATION_PARALLEL") ?? options.Parallel,
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

    private static int? CountOf(Func<string, string?> variable, string name) =>
        variable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= 1000
            ? number
        : throw new LibraryException(FailureCode.Usage, $"{name} is a number from 1 to 1000, not \"{text}\".");

    /// <summary>Where a generation's orchestrator tells of it; null where it cannot reach this server.</summary>
    internal Uri? CallbackOf(string token) =>
        PublicUrl is null ? null : new Uri(PublicUrl, $"/api/generation/callbacks/{token}");
}
