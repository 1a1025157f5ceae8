using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BerryAIGen.Library.Tests.Network;

/// <summary>A proxy on loopback that opens tunnels, all of them to one port of this machine.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    internal TunnelProxy(int targetPort)
    {
        _listener.Start();
        _serving = ServeAsync(targetPort);
    }

    internal Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The first line of the request that opened the tunnel.</summary>
    internal string? Asked { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(int targetPort)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var near = client.GetStream();
            Asked = (await ReadHeadAsync(near)).Split("\r\n")[0];
            using var target = new TcpClient();
            await target.ConnectAsync(IPAddress.Loopback, targetPort);
            await using var far = target.GetStream();
            await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray());
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            head.Append((char)one[0]);
        return head.ToString();
    }
}
