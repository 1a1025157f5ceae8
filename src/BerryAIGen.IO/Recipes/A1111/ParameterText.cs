using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>
/// The text that A1111 calls "infotext": prompt, <c>Negative prompt:</c> and what follows it, then one line of settings
/// (github.com/AUTOMATIC1111/stable-diffusion-webui, modules/infotext_utils.py).
/// </summary>
/// <param name="Prompt">All before; null when nothing stands there.</param>
/// <param name="NegativePrompt">Null when there is none.</param>
/// <param name="Settings">Names and values of the line.</param>
internal sealed partial record ParameterText(
    string? Prompt,
    string? NegativePrompt,
    IReadOnlyDictionary<string, string> Settings
)
{
    private const string Negative = "Negative prompt:";

    // Captions have lines of the same form, with other names.
    private const int FewestSettings = 2;

    private static readonly string[] Usual = ["Steps", "Sampler", "Seed", "CFG scale", "Size", "Model", "Model hash"];

    private static readonly string[] Templates = ["Negative Template:", "Template:"];

    /// <summary>The parts of the text; null when it has no line of settings.</summary>
    internal static ParameterText? Parse(string text)
    {
        text = text.ReplaceLineEndings("\n");
        if (StartOfSettings(text) is not { } start)
        {
            return null;
        }

        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var line = CutTemplates(text[start..], settings);
        foreach (var (name, value) in SettingsLine.Read(line))
        {
            settings.TryAdd(name, value);
        }

        var (prompt, negative) = Prompts(text[..start]);
        return new ParameterText(prompt, negative, settings);
    }

    private static int? StartOfSettings(string text)
    {
        // The last one: a prompt may quote another picture's settings.
        if (StepsPattern().Matches(text) is { Count: > 0 } steps)
        {
            return (steps.LastOrDefault(match => match.Index == 0 || text[match.Index - 1] == '\n') ?? steps[^1]).Index;
        }

        var trimmed = text.TrimEnd();
        var last = trimmed.LastIndexOf('\n') + 1;
        var usual = SettingsLine.Read(trimmed.AsSpan(last)).Count(setting => Usual.Contains(setting.Key));
        return usual >= FewestSettings ? last : null;
    }

    /// <summary>Wildcard programs write their templates, which are prompts themselves, in lines after the settings.</summary>
    private static string CutTemplates(string text, Dictionary<string, string> settings)
    {
        foreach (var name in Templates)
        {
            var start = text.IndexOf("\n" + name, StringComparison.Ordinal);
            if (start >= 0)
            {
                settings[name.TrimEnd(':')] = text[(start + 1 + name.Length)..].Trim();
                text = text[..start];
            }
        }

        return text;
    }

    private static (string? Prompt, string? Negative) Prompts(string text)
    {
        var start =
            text.StartsWith(Negative, StringComparison.Ordinal) ? 0
            : text.IndexOf("\n" + Negative, StringComparison.Ordinal) is >= 0 and var line ? line + 1
            : text.Contains('\n', StringComparison.Ordinal) ? -1
            : text.IndexOf(Negative, StringComparison.Ordinal);
        return start < 0
            ? (NullIfEmpty(text), null)
            : (NullIfEmpty(text[..start]), NullIfEmpty(text[(start + Negative.Length)..]));
    }

    private static string? NullIfEmpty(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    [GeneratedRegex(@"(?<!\S)Steps:\s*[0-9]+\s*(,|$)")]
    private static partial Regex StepsPattern();
}
