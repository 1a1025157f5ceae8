using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Recipes of texts as they stand in a PNG.</summary>
internal static class Texts
{
    internal static Recipe? Find(params (string Keyword, string Text)[] texts) =>
        RecipeReader.Find([.. texts.Select(text => new ImageText(text.Keyword, text.Text, "PNG tEXt"))]);

    internal static Recipe Read(params (string Keyword, string Text)[] texts) => Find(texts).ShouldNotBeNull();

    /// <summary>Type, name, hash, weight of each model.</summary>
    internal static IEnumerable<(string, string?, string?, double?)> Models(this Recipe recipe) =>
        recipe.Resources.Select(resource => (resource.Type, resource.Name, resource.Hash, resource.Weight));
}
