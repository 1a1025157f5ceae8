using System.Globalization;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Says what a plain text stands for by YAML 1.1, as PyYAML reads it: <c>no</c> is false, <c>017</c> a number.</summary>
/// <remarks>https://yaml.org/type/ has the types; PyYAML leaves some of their forms out, and so does this.</remarks>
internal static partial class YamlScalars
{
    public const string TagPrefix = "tag:yaml.org,2002:";

    private static readonly (Regex Form, YamlKind Kind)[] Forms =
    [
        (Null(), YamlKind.Null),
        (Boolean(), YamlKind.Boolean),
        (Integer(), YamlKind.Integer),
        (Float(), YamlKind.Float),
        (Date(), YamlKind.Date),
    ];

    public static YamlKind KindOf(string plain) =>
        plain switch
        {
            "<<" => YamlKind.Merge,
            "=" => YamlKind.Value,
            _ => Forms.FirstOrDefault(form => form.Form.IsMatch(plain)).Kind,
        };

    /// <summary>The kind that a tag demands; null when the loader refuses the tag or the text under it.</summary>
    public static YamlKind? KindOfTag(string tag, string text) =>
        (tag.StartsWith(TagPrefix, StringComparison.Ordinal) ? tag[TagPrefix.Length..] : tag) switch
        {
            "str" => YamlKind.Text,
            "null" => YamlKind.Null,
            "binary" => YamlKind.Bytes,
            "bool" when Boolean().IsMatch(text) => YamlKind.Boolean,
            "int" when Integer().IsMatch(text) => YamlKind.Integer,
            "float" when Float().IsMatch(text) || Integer().IsMatch(text) => YamlKind.Float,
            "timestamp" when Date().IsMatch(text) => YamlKind.Date,
            _ => null,
        };

    public static bool IsTruthy(YamlKind kind, string text) =>
        kind switch
        {
            YamlKind.Boolean => text.ToLowerInvariant() is "yes" or "true" or "on",
            YamlKind.Integer => text.TrimStart('+', '-')
                .Replace("0x", "")
                .Replace("0b", "")
                .Any(c => c is not ('0' or '_' or ':')),
            _ => !double.TryParse(
                text.Replace("_", ""),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            )
                || number != 0,
        };

    [GeneratedRegex(@"\A(?:~|null|Null|NULL|)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Null();

    [GeneratedRegex(
        @"\A(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Boolean();

    [GeneratedRegex(
        @"\A(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Integer();

    [GeneratedRegex(
        @"\A(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Float();

    [GeneratedRegex(
        @"\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Date();
}
