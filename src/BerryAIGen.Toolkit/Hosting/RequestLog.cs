using System.Diagnostics;
using System.Text.Json;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Writes one line of JSON per request into a file; no query and no header, which may hold keys.</summary>
internal sealed class RequestLog : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly Lock _turn = new();

    private RequestLog(FileStream file, TimeProvider time) => (_file, _time) = (file, time);

    /// <exception cref="LibraryException">The file cannot be written.</exception>
    public static RequestLog Open(string path, TimeProvider time)
    {
        try
        {
            return new RequestLog(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite), time);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Disk, $"The request log {path} cannot be written: {ex.Message}", ex);
        }
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (began, at) = (Stopwatch.GetTimestamp(), _time.GetUtcNow());
        var route = "";
        // An error clears the endpoint, so it is noted as soon as it is known: when the answer begins.
        context.Response.OnStarting(() =>
        {
            route = RouteName.Of(context) ?? route;
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            Write(
                new RequestLogLine(
                    at,
                    context.Request.Method,
                    RouteName.Of(context) ?? route,
                    context.Request.Path.Value ?? "",
                    context.Response.StatusCode,
                    Stopwatch.GetElapsedTime(began).TotalMilliseconds
                )
            );
        }
    }

    public void Dispose() => _file.Dispose();

    private void Write(RequestLogLine line)
    {
        byte[] text = [.. JsonSerializer.SerializeToUtf8Bytes(line, HostingJson.Default.RequestLogLine), (byte)'\n'];
        lock (_turn)
        {
            _file.Write(text);
            _file.Flush();
        }
    }
}

/// <param name="At">When it came.</param>
/// <param name="Method">The verb.</param>
/// <param name="Route">The endpoint that answered, as the description of the API names it; empty when there is none.</param>
/// <param name="Path">What was asked, without the query.</param>
/// <param name="Status">The answer.</param>
/// <param name="Ms">How long it took.</param>
internal sealed record RequestLogLine(
    DateTimeOffset At,
    string Method,
    string Route,
    string Path,
    int Status,
    double Ms
);
