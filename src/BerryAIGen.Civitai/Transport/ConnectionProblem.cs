using System.Net.Sockets;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Says in a few words why no answer came.</summary>
internal static class ConnectionProblem
{
    public static string Describe(Exception problem) =>
        problem switch
        {
            TimeoutException timeout => timeout.Message,
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                "its name is not known to the network",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                "no secure connection, its certificate or protocol was not accepted",
            HttpRequestException
            {
                InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused }
            } => "the connection was refused",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
            IOException or HttpRequestException { InnerException: IOException } => "the answer broke off",
            _ => "the connection failed",
        };
}
