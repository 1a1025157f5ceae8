using BerryAIGen.IO.Images;

namespace BerryAIGen.IO.Recipes;

/// <summary>What came of reading a picture: all its texts, and the recipe where one of them is one.</summary>
/// <param name="Content">The picture's size and texts, those of a side file included.</param>
/// <param name="Recipe">How it was made; null when no text is a recipe that this reader knows.</param>
public sealed record RecipeReading(ImageContent Content, Recipe? Recipe);
