// Command vcsim serves govmomi's vCenter simulator on loopback: a recording (-load DIR) or a model of a given size,
// or a stand-alone host (-esx).
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
)

func main() {
	load := flag.String("load", "", "folder of a recording made with govc object.save")
	hosts := flag.Int("host", 3, "hosts per cluster")
	vms := flag.Int("vm", 2, "virtual machines per resource pool")
	clusters := flag.Int("cluster", 1, "clusters per datacenter")
	esx := flag.Bool("esx", false, "a stand-alone host instead of a vCenter")
	listen := flag.String("l", "127.0.0.1:0", "address to listen on")
	flag.Parse()

	model := simulator.VPX()
	if *esx {
		model = simulator.ESX()
	}
	if !*esx {
		model.ClusterHost = *hosts
		model.Machine = *vms
		model.Cluster = *clusters
	}
	var err error
	if *load != "" {
		err = model.Load(*load)
	} else {
		err = model.Create()
	}
	if err != nil {
		log.Fatal(err)
	}
	model.Service.TLS = new(tls.Config)
	model.Service.RegisterEndpoints = true
	model.Service.Listen = &url.URL{Host: *listen, User: url.UserPassword("user", "pass")}
	server := model.Service.NewServer()
	fmt.Printf("ready %s\n", server.URL.Host)

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	<-stop
	server.Close()
	model.Remove()
}
