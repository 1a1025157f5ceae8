using System.Text.RegularExpressions;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Compatibility.Outlook;

/// <summary>Which models are one and the same in other quantisations or formats.</summary>
public static partial class ModelFamily
{
    // What two counts of the same parameters may differ by: files count those that are tied once or twice.
    private const double Rounding = 0.08;

    /// <summary>
    /// What is left of an id without the words for how it is packed: <c>org/Llama-3.2-3B-Instruct-GGUF</c> and
    /// <c>ollama/llama3.2:3b-instruct-q4_K_M</c> have the same.
    /// </summary>
    public static string KeyOf(string id)
    {
        var name = id[(id.LastIndexOf('/') + 1)..].ToLowerInvariant();
        var key = string.Concat(Packing().Replace(name, " ").Where(char.IsLetterOrDigit));
        return key.Length == 0 ? name : key;
    }

    /// <summary>Whether what is known of two models of one key does not speak against it.</summary>
    public static bool AreAlike(ModelFacts one, ModelFacts other) =>
        (
            one.Architecture is not { } architecture
            || other.Architecture is not { } another
            || string.Equals(architecture, another, StringComparison.OrdinalIgnoreCase)
        )
        && (
            one.Parameters is not { } billions
            || other.Parameters is not { } others
            || Math.Abs(billions - others) <= Rounding * Math.Max(billions, others)
        );

    [GeneratedRegex(
        """
            (?<![a-z0-9])(?:
              i?q[1-8](?:_(?:k_(?:xs|xl|s|m|l)|xxs|xs|nl|[01ksm]))?   # of GGUF
              | b?f(?:p)?(?:4|8|16|32) | (?:mx|nv)fp4 | int[48] | w[48]a(?:8|16)
              | awq | gptq | bnb | exl[23] | mlx | onnx | [2-8]bit | [2-8]-bit | imat(?:rix)? | i1 | ud | pruned
              | gguf | ggml | safetensors | ckpt
              | \d{5}-of-\d{5}
            )(?![a-z0-9])
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Packing();
}
