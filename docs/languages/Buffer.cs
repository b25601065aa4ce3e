// A buffer whose flush loses nothing, in C#, and the scene that a wrong one fails:
// mcs -out:target/Buffer.exe docs/languages/Buffer.cs && mono target/Buffer.exe
using System;
using System.Collections.Generic;
using System.Threading;

/// <summary>Adds up counts. Any thread may record and flush.</summary>
class Buffer
{
    private readonly object gate = new object();
    private Dictionary<string, long> totals = new Dictionary<string, long>();

    public void Record(string key, long n)
    {
        lock (gate)
        {
            totals.TryGetValue(key, out long before);
            totals[key] = before + n;
        }
    }

    public void Flush(Action<string, long> emit)
    {
        Dictionary<string, long> taken;
        lock (gate)
        {
            taken = totals;
            totals = new Dictionary<string, long>();
        }
        foreach (var total in taken)
        {
            emit(total.Key, total.Value);
        }
    } // Flush
}

static class Scene
{
    static int Main()
    {
        var buffer = new Buffer();
        buffer.Record("a", 1);
        buffer.Record("b", 1);
        long delivered = 0;
        bool disturbed = false;
        Action<string, long> sink = (key, n) =>
        {
            delivered += n;
            if (!disturbed) // another thread records, while the flush is in the sink
            {
                disturbed = true;
                var recorder = new Thread(() =>
                {
                    buffer.Record(key, 10);
                    buffer.Record("first seen", 10);
                });
                recorder.Start();
                recorder.Join();
            }
        };
        buffer.Flush(sink);
        buffer.Flush(sink);
        Console.WriteLine("22 recorded, " + delivered + " delivered");
        return delivered == 22 ? 0 : 1;
    }
}
