using System.Globalization;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Resources;

/// <summary>Where each source goes on, as one text: <c>local=20&amp;civitai=…</c>; one that is not there has no more.</summary>
/// <param name="Local">How many models of the library were told.</param>
/// <param name="Civitai">Civitai's own cursor; empty for its first page.</param>
internal sealed record ResourceCursor(int? Local, string? Civitai)
{
    public static ResourceCursor First { get; } = new(0, "");

    /// <exception cref="LibraryException">It is none of ours.</exception>
    public static ResourceCursor Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return First;
        var cursor = new ResourceCursor(null, null);
        foreach (var part in text.Split('&'))
        {
            cursor = part.Split('=') switch
            {
                [ResourceQuery.Local, var number]
                    when cursor.Local is null
                        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var told) =>
                    cursor with
                    {
                        Local = told,
                    },
                [ResourceQuery.Civitai, var own] when cursor.Civitai is null => cursor with
                {
                    Civitai = Uri.UnescapeDataString(own),
                },
                _ => throw new LibraryException(
                    FailureCode.Usage,
                    "cursor is the next_cursor of the page before, sent back unchanged."
                ),
            };
        }

        return cursor;
    }

    /// <summary>Null when no source has more.</summary>
    public string? Write()
    {
        string?[] parts =
        [
            Local is { } told ? $"{ResourceQuery.Local}={told}" : null,
            Civitai is { } own ? $"{ResourceQuery.Civitai}={Uri.EscapeDataString(own)}" : null,
        ];
        var text = string.Join('&', parts.OfType<string>());
        return text.Length == 0 ? null : text;
    }
}
