using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>The orchestrator's refusals: problem details, with errors by field where it is the caller's input.</summary>
internal static class Problem
{
    private const string MediaType = "application/problem+json; charset=utf-8";

    public static Answer Unauthorized => Of(401, "Unauthorized", null);

    public static Answer NotFound => Of(404, "Not Found", null);

    /// <summary>The shape of the documentation's example of errors.</summary>
    public static Answer Invalid(string field, string message) =>
        Answer.Of(
            400,
            new JsonObject
            {
                ["type"] = "https://tools.ietf.org/html/rfc9110#section-15.5.1",
                ["title"] = "One or more validation errors occurred.",
                ["status"] = 400,
                ["errors"] = new JsonObject { [field] = new JsonArray(message) },
            }
        ) with
        {
            ContentType = MediaType,
        };

    public static Answer Of(int status, string title, string? detail)
    {
        var json = new JsonObject
        {
            ["type"] = "https://tools.ietf.org/html/rfc9110",
            ["title"] = title,
            ["status"] = status,
        };
        if (detail is not null)
            json["detail"] = detail;
        return Answer.Of(status, json) with { ContentType = MediaType };
    }

    /// <summary>The one refusal that is no JSON.</summary>
    public static Answer NotEnoughBuzz(int price) =>
        Answer.Plain(403, $"You do not have enough Buzz for this workflow; it costs {price}.");
}
