using System.Globalization;
using System.Text.RegularExpressions;
using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>Sizes that are chosen from a list: "3:4 portrait 896x1152". The fields for numbers beside it count for nothing then.</summary>
internal static partial class ComfySizes
{
    // No picture is smaller, but a proportion may be written the same way.
    private const int Smallest = 32;
    private const double LargestScale = 1000;

    private static readonly Choice Comfyroll = new("aspect_ratio", "width", "height") { IsGivenOut = true };
    private static readonly Choice EasyUse = new("resolution", "empty_latent_width", "empty_latent_height");

    private static readonly Dictionary<string, Choice> Types = new(StringComparer.Ordinal)
    {
        ["CR SD1.5 Aspect Ratio"] = Comfyroll,
        ["CR SDXL Aspect Ratio"] = Comfyroll,
        ["CR Aspect Ratio"] = Comfyroll,
        ["CR Aspect Ratio Banners"] = Comfyroll,
        ["CR Aspect Ratio Social Media"] = Comfyroll,
        ["CR_Aspect Ratio For Print"] = Comfyroll,
        ["SDXL Empty Latent Image (rgthree)"] = new("dimensions", "width", "height"),
        ["easy fullLoader"] = EasyUse,
        ["easy a1111Loader"] = EasyUse,
        ["easy comfyLoader"] = EasyUse,
        ["easy fluxLoader"] = EasyUse,
    };

    /// <summary>The size of what a node makes; null of a node that makes none.</summary>
    internal static (int Width, int Height)? Of(ComfyValues values, GraphNode node) =>
        Types.TryGetValue(node.Type, out var choice) ? Chosen(values, node, choice)
        : Numbers(values, node, "width", "height") is { } size ? size
        : Numbers(values, node, EasyUse.Width, EasyUse.Height) is { } latent ? latent
        : Read(values.Text(node, "resolution"));

    /// <summary>The side that a node gives out as a number; null when it gives out none there.</summary>
    internal static int? Side(ComfyValues values, GraphNode node, int slot) =>
        slot > 1 || !Types.TryGetValue(node.Type, out var choice) || !choice.IsGivenOut ? null
        : Chosen(values, node, choice) is not var (width, height) ? null
        : slot == 0 ? width
        : height;

    private static (int Width, int Height)? Chosen(ComfyValues values, GraphNode node, Choice choice)
    {
        if (
            (Read(values.Text(node, choice.Field)) ?? Numbers(values, node, choice.Width, choice.Height))
            is not { } size
        )
        {
            return null;
        }

        if (values.Text(node, "swap_dimensions") == "On")
        {
            size = (size.Height, size.Width);
        }

        return values.Real(node, "prescale_factor") is > 0 and < LargestScale and var scale
            ? ((int)(size.Width * scale), (int)(size.Height * scale))
            : size;
    }

    private static (int Width, int Height)? Numbers(ComfyValues values, GraphNode node, string width, string height) =>
        RecipeJson.Whole(values.Text(node, width)) is { } across
        && RecipeJson.Whole(values.Text(node, height)) is { } down
            ? (across, down)
            : null;

    private static (int Width, int Height)? Read(string? text) =>
        text is not null
        && SizePattern().Match(text) is { Success: true } size
        && int.Parse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is >= Smallest and var width
        && int.Parse(size.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is >= Smallest and var height
            ? (width, height)
            : null;

    [GeneratedRegex(@"(?<![0-9.])([0-9]{1,5})\s*[x×,]\s*([0-9]{1,5})(?![0-9])")]
    private static partial Regex SizePattern();

    /// <summary>Where a node has its size.</summary>
    private sealed record Choice(string Field, string Width, string Height)
    {
        /// <summary>Whether its first two outputs are the sides.</summary>
        internal bool IsGivenOut { get; init; }
    }
}
