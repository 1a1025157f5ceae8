using BerryAIGen.Sandbox.Requests;

namespace BerryAIGen.Sandbox.Hosting;

/// <summary>Tells the hosts apart by the port that a request came to, and writes it down.</summary>
internal sealed class HostMiddleware(RequestDelegate next, SiteAddresses addresses, RequestLog log)
{
    public const string ControlPath = "/_sandbox";

    public async Task InvokeAsync(HttpContext http)
    {
        http.SetHost(addresses.HostAt(http.Connection.LocalPort));
        if (!http.Request.Path.StartsWithSegments(ControlPath))
            log.Add(http);
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away or a fault cut the connection: there is nobody to answer.
        }
    }

    /// <summary>Gives the routes of storage and Hugging Face their own folders, so that they never meet.</summary>
    public static Task EnterFolder(HttpContext http, RequestDelegate next)
    {
        if (http.HostName() != HostNames.Civitai)
            http.Request.Path = $"/_{http.HostName()}{http.Request.Path}";
        return next(http);
    }
}
