using System.Collections.Concurrent;

namespace BerryAIGen.Library.Network;

/// <summary>Hosts that said "too many requests" to this process: from then on each gets one connection per file.</summary>
internal sealed class BusyHosts
{
    private readonly ConcurrentDictionary<string, bool> _hosts = new(StringComparer.OrdinalIgnoreCase);

    internal void Add(params ReadOnlySpan<Uri> addresses)
    {
        foreach (var address in addresses)
        {
            _hosts[address.Authority] = true;
        }
    }

    internal bool Contains(Uri address) => _hosts.ContainsKey(address.Authority);
}
