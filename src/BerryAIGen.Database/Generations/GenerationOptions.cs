using System.Globalization;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>How a server generates.</summary>
public sealed record GenerationOptions
{
    // A month: nobody keeps a workflow for longer.
    private const int MostSeconds = 30 * 24 * 60 * 60;

    /// <summary>How many generations one person may have under way; 10 unless <c>BERRY_GENERATION_QUEUE</c> says otherwise.</summary>
    public int QueueLimit { get; init; } = 10;

    /// <summary>How many of all are paid and run at a time; 4 unless <c>BERRY_GENERATION_PARALLEL</c> says otherwise.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>
    /// How long a workflow may run before its generation gives its place to another; 12 hours unless
    /// <c>BERRY_GENERATION_PATIENCE</c> says otherwise, in seconds.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(12);

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
            Patience = CountOf(variable, "BERRY_GENERATION_PATIENCE", MostSeconds) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : options.Patience,
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

    private static int? CountOf(Func<string, string?> variable, string name, int most = 1000) =>
        variable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
        && number <= most
            ? number
        : throw new LibraryException(FailureCode.Usage, $"{name} is a number from 1 to {most}, not \"{text}\".");

    /// <summary>Where a generation's orchestrator tells of it; null where it cannot reach this server.</summary>
    internal Uri? CallbackOf(string token) =>
        // What stands before this server may lead to it from a path below its name.
        PublicUrl is null
            ? null
            : new Uri($"{PublicUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/generation/callbacks/{token}");
}
