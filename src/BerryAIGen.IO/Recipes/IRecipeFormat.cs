namespace BerryAIGen.IO.Recipes;

/// <summary>One program's way to write down how a picture was made.</summary>
internal interface IRecipeFormat
{
    /// <summary>The recipe, or null when the texts are not this program's.</summary>
    Recipe? Read(RecipeTexts texts);
}
