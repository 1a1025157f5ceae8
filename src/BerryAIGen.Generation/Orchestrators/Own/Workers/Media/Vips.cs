using System.Globalization;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>libvips on files of a step's own folder.</summary>
internal static class Vips
{
    // A decoded picture of this size has some hundred megabytes.
    private const long MostPixels = 100_000_000;

    public static Task RunAsync(StepWork work, CancellationToken cancellationToken, params string[] arguments) =>
        ChildTool.RunAsync(work, "vips", arguments, cancellationToken);

    /// <exception cref="LibraryException">It is too large; the sentence says what.</exception>
    public static void CheckSize((long Width, long Height) size, string what)
    {
        if (size.Width * size.Height > MostPixels)
            throw new LibraryException(
                FailureCode.Usage,
                $"{size.Width} × {size.Height} pixels are too many; {MostPixels / 1_000_000} megapixels are {what}."
            );
    }

    public static async Task<(int Width, int Height)> SizeAsync(
        StepWork work,
        string name,
        CancellationToken cancellationToken
    ) =>
        (
            await FieldAsync(work, name, "width", cancellationToken).ConfigureAwait(false) ?? 0,
            await FieldAsync(work, name, "height", cancellationToken).ConfigureAwait(false) ?? 0
        );

    /// <summary>How many pictures a file has.</summary>
    public static async Task<int> PagesAsync(StepWork work, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await FieldAsync(work, name, "n-pages", cancellationToken).ConfigureAwait(false) ?? 1;
        }
        catch (LibraryException known) when (known is not MachineFaultException)
        {
            // A picture alone has no such field.
            return 1;
        }
    }

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static async Task<int?> FieldAsync(
        StepWork work,
        string name,
        string field,
        CancellationToken cancellationToken
    )
    {
        var text = await ChildTool
            .RunAsync(work, "vipsheader", ["-f", field, name], cancellationToken)
            .ConfigureAwait(false);
        return int.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
