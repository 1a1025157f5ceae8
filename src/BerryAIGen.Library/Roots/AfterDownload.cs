using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Conversion;

namespace BerryAIGen.Library.Roots;

/// <summary>What a root does with a checkpoint that a download brought: a copy in another form, beside it.</summary>
/// <param name="Precision">fp32, fp16, bf16 or fp8_e4m3fn; null keeps every tensor's own.</param>
public sealed record AfterDownload(string? Precision = null)
{
    /// <summary>The one form there is.</summary>
    public const string Safetensors = "safetensors";

    private const string Off = "off";
    private const string Pickle = "pickle";
    private const string Member = "after_download";

    /// <summary>Leave files alone that are safetensors already.</summary>
    public bool OnlyPickles { get; init; }

    /// <summary>Of <c>safetensors</c>, <c>safetensors:bf16</c> or <c>off</c>; null for off.</summary>
    /// <exception cref="LibraryException">It is none of them.</exception>
    public static AfterDownload? Parse(string text)
    {
        var parts = text.Trim().Split(':', 2);
        if (parts is [var word] && word.Equals(Off, StringComparison.OrdinalIgnoreCase))
            return null;
        if (!parts[0].Equals(Safetensors, StringComparison.OrdinalIgnoreCase))
            throw new LibraryException(
                FailureCode.Usage,
                $"What follows a download is {Safetensors}, {Safetensors}:PRECISION or {Off}, not \"{text}\"."
            );
        return Checked(parts.Length == 2 ? parts[1] : null);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Precision is null ? Safetensors : $"{Safetensors}:{Precision}";

    internal static AfterDownload? Read(JsonObject row, string place)
    {
        if (row[Member] is not { } node)
            return null;
        if (node is not JsonObject rule || Text(rule, "convert") != Safetensors)
            throw Wrong(place, $"{{\"convert\": \"{Safetensors}\"}} is expected");
        if (rule["when"] is not null && Text(rule, "when") != Pickle)
            throw Wrong(place, $"\"when\" can only be \"{Pickle}\"");
        if (rule["dtype"] is not null && Text(rule, "dtype") is null)
            throw Wrong(place, "\"dtype\" must be a text");
        return Checked(Text(rule, "dtype")) with { OnlyPickles = rule["when"] is not null };
    }

    internal static void Write(AfterDownload? rule, JsonObject row)
    {
        if (rule is null)
        {
            row.Remove(Member);
            return;
        }

        var written = row[Member] as JsonObject ?? [];
        written["convert"] = Safetensors;
        Set("dtype", rule.Precision);
        Set("when", rule.OnlyPickles ? Pickle : null);
        row[Member] = written;

        void Set(string name, string? value)
        {
            written.Remove(name);
            if (value is not null)
                written[name] = value;
        }
    }

    private static AfterDownload Checked(string? precision)
    {
        if (precision is null)
            return new AfterDownload();
        Precisions.DtypeOf(precision);
        return new AfterDownload(precision.Trim().ToLowerInvariant());
    }

    private static string? Text(JsonObject rule, string name) =>
        rule[name] is { } node && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static LibraryException Wrong(string place, string why) =>
        new(FailureCode.Usage, $"{place}: {Member} cannot be read, {why}.");
}
