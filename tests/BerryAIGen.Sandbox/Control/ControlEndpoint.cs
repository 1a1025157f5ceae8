using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Hosting;
using BerryAIGen.Sandbox.Requests;

namespace BerryAIGen.Sandbox.Control;

/// <summary>Faults and the log for other processes, under <c>/_sandbox</c> of the site's host.</summary>
internal sealed class ControlEndpoint(FaultBook faults, RequestLog requests)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var control = endpoints.MapGroup(HostMiddleware.ControlPath);
        control.MapPost("/faults", (Delegate)AddAsync);
        control.MapDelete(
            "/faults",
            () =>
            {
                faults.Clear();
                return Results.NoContent();
            }
        );
        control.MapGet("/requests", () => Results.Json(requests.All, Form));
        control.MapGet("/requests/unknown", () => Results.Json(requests.Unknown, Form));
        control.MapDelete(
            "/requests",
            () =>
            {
                requests.Clear();
                return Results.NoContent();
            }
        );
    }

    private async Task<IResult> AddAsync(HttpContext http)
    {
        try
        {
            var fault = await JsonSerializer.DeserializeAsync<Fault>(http.Request.Body, Form, http.RequestAborted);
            faults.Add(fault ?? throw new JsonException("The body is null."));
            return Results.NoContent();
        }
        catch (JsonException e)
        {
            return Results.Text($"That is no fault: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
