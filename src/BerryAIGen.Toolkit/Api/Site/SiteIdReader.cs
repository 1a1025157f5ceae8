namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Reads the number in an address.</summary>
internal static class SiteIdReader
{
    /// <summary>Null when it is one.</summary>
    public static IResult? Read(string text, out int id)
    {
        id = 0;
        var number = SiteArguments.JsNumber(text);
        var problem =
            double.IsNaN(number) ? "Invalid input: expected number, received NaN"
            : number != Math.Floor(number) ? "Invalid input: expected int, received number"
            : number <= 0 ? "Too small: expected number to be >0"
            : number > int.MaxValue ? "Too big: expected number to be <=2147483647"
            : null;
        if (problem is not null)
            return SiteAnswers.Error(StatusCodes.Status400BadRequest, $"✖ {problem}\n  → at id");
        id = (int)number;
        return null;
    }
}
