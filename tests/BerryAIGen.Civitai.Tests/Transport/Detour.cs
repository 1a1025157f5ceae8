namespace BerryAIGen.Civitai.Tests.Transport;

/// <summary>
/// A network in which every host is one server on this machine: the real names of Civitai can be asked for. The server
/// sees the wished scheme and host in <c>X-Asked</c>.
/// </summary>
internal sealed class Detour(Uri server) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var wished = request.RequestUri!;
        request.RequestUri = new Uri(server, wished.PathAndQuery);
        request.Headers.Add("X-Asked", wished.GetLeftPart(UriPartial.Authority));
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = wished;
            request.Headers.Remove("X-Asked");
        }
    }
}
