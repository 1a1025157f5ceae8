using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>Ids in the path, 1 to 2147483647.</summary>
internal static class RouteId
{
    public static Answer? Read(string text, out int id)
    {
        var number = JsNumber.Parse(text);
        var issue = number switch
        {
            double.NaN => ZodIssue.NotANumber("id"),
            _ when number != Math.Floor(number) => ZodIssue.NotAnInteger("id"),
            <= 0 => ZodIssue.TooSmall("id", 0, inclusive: false),
            > int.MaxValue => ZodIssue.TooBig("id", int.MaxValue),
            _ => null,
        };
        id = issue is null ? (int)number : 0;
        return issue is null ? null : ZodError.Pretty(new JsonArray(issue));
    }
}
