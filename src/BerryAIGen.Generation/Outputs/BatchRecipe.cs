using System.Globalization;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation.Outputs;

/// <summary>The recipe of one result among several of a request.</summary>
public static class BatchRecipe
{
    /// <summary>The same recipe with the result's place, in A1111's words.</summary>
    /// <param name="recipe">Of all of them.</param>
    /// <param name="at">Which, from 0.</param>
    /// <param name="count">How many there are.</param>
    public static Recipe OfBatch(this Recipe recipe, int at, int count) =>
        count < 2
            ? recipe
            : recipe with
            {
                Settings = new Dictionary<string, string>(recipe.Settings)
                {
                    ["Batch size"] = count.ToString(CultureInfo.InvariantCulture),
                    ["Batch pos"] = at.ToString(CultureInfo.InvariantCulture),
                },
            };
}
